"""Puts the application together."""

from fastapi import FastAPI

from app.routers import tasks
from app.settings import Settings
from app.tasks import TaskStore


def create_app() -> FastAPI:
    settings = Settings()
    app = FastAPI(title=settings.title, debug=settings.debug)
    app.state.tasks = TaskStore(limit=settings.max_tasks)
    app.include_router(tasks.router)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    return app


app = create_app()
