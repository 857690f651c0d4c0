from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import create_app


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("APP_MAX_TASKS", "2")
    with TestClient(create_app()) as client:
        yield client


def test_the_service_says_that_it_is_well(client: TestClient) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_a_task_is_added_changed_and_removed(client: TestClient) -> None:
    added = client.post("/tasks", json={"title": "write tests"})
    assert added.status_code == 201
    task = added.json()
    assert task == {"id": 1, "title": "write tests", "done": False}

    changed = client.put("/tasks/1", json={"title": "write tests", "done": True})
    assert changed.json()["done"] is True
    assert client.get("/tasks").json() == [changed.json()]

    assert client.delete("/tasks/1").status_code == 204
    assert client.get("/tasks").json() == []


@pytest.mark.parametrize("body", [{}, {"title": ""}, {"title": "x", "done": "soon"}])
def test_a_bad_task_is_refused(client: TestClient, body: dict[str, str]) -> None:
    assert client.post("/tasks", json=body).status_code == 422


def test_a_missing_task_is_not_found(client: TestClient) -> None:
    assert client.delete("/tasks/7").status_code == 404
    assert client.put("/tasks/7", json={"title": "x"}).status_code == 404


def test_the_number_of_tasks_is_limited(client: TestClient) -> None:
    codes = [client.post("/tasks", json={"title": "x"}).status_code for _ in range(3)]
    assert codes == [201, 201, 409]
