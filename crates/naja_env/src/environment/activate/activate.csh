# Activates this environment in a running csh or tcsh: `source bin/activate.csh`. `deactivate` undoes it.

alias deactivate 'if ($?_NAJA_OLD_PATH) setenv PATH "$_NAJA_OLD_PATH"; unset _NAJA_OLD_PATH; if ($?_NAJA_OLD_PROMPT) set prompt = "$_NAJA_OLD_PROMPT"; unset _NAJA_OLD_PROMPT; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; rehash; test "\!*" != nondestructive && unalias deactivate'

deactivate nondestructive

setenv VIRTUAL_ENV @ROOT@
setenv VIRTUAL_ENV_PROMPT @PROMPT@

set _NAJA_OLD_PATH = "$PATH"
setenv PATH "${VIRTUAL_ENV:q}/"@BIN@":${PATH:q}"

if (! $?VIRTUAL_ENV_DISABLE_PROMPT && $?prompt) then
    set _NAJA_OLD_PROMPT = "$prompt"
    set prompt = "("@PROMPT@") $prompt"
endif

rehash
