@rem Undoes what activate.bat did.
@if defined _NAJA_OLD_PATH set "PATH=%_NAJA_OLD_PATH%"
@if defined _NAJA_OLD_PROMPT set "PROMPT=%_NAJA_OLD_PROMPT%"
@set _NAJA_OLD_PATH=
@set _NAJA_OLD_PROMPT=
@set VIRTUAL_ENV=
@set VIRTUAL_ENV_PROMPT=
