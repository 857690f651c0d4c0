@rem Activates this environment in a running cmd: Scripts\activate.bat. `deactivate` undoes it.
@if defined _NAJA_OLD_PATH set "PATH=%_NAJA_OLD_PATH%"
@if defined _NAJA_OLD_PROMPT set "PROMPT=%_NAJA_OLD_PROMPT%"
@set "VIRTUAL_ENV=@ROOT@"
@set "VIRTUAL_ENV_PROMPT=@PROMPT@"
@set "_NAJA_OLD_PATH=%PATH%"
@set "PATH=%VIRTUAL_ENV%\@BIN@;%PATH%"
@if not defined VIRTUAL_ENV_DISABLE_PROMPT set "_NAJA_OLD_PROMPT=%PROMPT%"
@if not defined VIRTUAL_ENV_DISABLE_PROMPT set "PROMPT=(@PROMPT@) %PROMPT%"
@set PYTHONHOME=
