"""The settings, read from variables such as ``APP_DEBUG``, or from ``.env``."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="APP_", env_file=".env")

    title: str = "sample-app"
    debug: bool = False
    max_tasks: int = 1000
