"""The routes of the tasks."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, status

from app.tasks import FullError, NewTask, Task, TaskStore

router = APIRouter(prefix="/tasks", tags=["tasks"])


def get_store(request: Request) -> TaskStore:
    return request.app.state.tasks


Store = Annotated[TaskStore, Depends(get_store)]


@router.get("")
def list_tasks(store: Store) -> list[Task]:
    return store.all()


@router.post("", status_code=status.HTTP_201_CREATED)
def add_task(new: NewTask, store: Store) -> Task:
    try:
        return store.add(new)
    except FullError:
        raise HTTPException(status.HTTP_409_CONFLICT, "too many tasks") from None


@router.put("/{task_id}")
def replace_task(task_id: int, new: NewTask, store: Store) -> Task:
    try:
        return store.replace(task_id, new)
    except KeyError:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such task") from None


@router.delete("/{task_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_task(task_id: int, store: Store) -> None:
    try:
        store.remove(task_id)
    except KeyError:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "no such task") from None
