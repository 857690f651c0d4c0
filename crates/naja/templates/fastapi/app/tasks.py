"""The tasks and where they are kept."""

from itertools import count

from pydantic import BaseModel, Field


class NewTask(BaseModel):
    title: str = Field(min_length=1, max_length=200)
    done: bool = False


class Task(NewTask):
    id: int


class FullError(Exception):
    """There is no room for another task."""


class TaskStore:
    """Keeps tasks in memory, until the process ends."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._ids = count(1)
        self._tasks: dict[int, Task] = {}

    def all(self) -> list[Task]:
        return list(self._tasks.values())

    def add(self, new: NewTask) -> Task:
        if len(self._tasks) >= self._limit:
            raise FullError
        task = Task(id=next(self._ids), **new.model_dump())
        self._tasks[task.id] = task
        return task

    def replace(self, task_id: int, new: NewTask) -> Task:
        """Put other contents into a task; a KeyError says that it is not there."""
        self._tasks[task_id] = self._tasks[task_id].model_copy(update=new.model_dump())
        return self._tasks[task_id]

    def remove(self, task_id: int) -> None:
        """Take a task away; a KeyError says that it is not there."""
        del self._tasks[task_id]
