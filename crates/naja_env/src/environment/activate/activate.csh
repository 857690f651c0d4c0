# Activates this environment in a running csh or tcsh: `source bin/activate.csh`. `deactivate` undoes it.

# csh looks at every variable of a line before it runs the first command; behind `&&` it waits.
alias deactivate 'test $?_NAJA_OLD_PATH != 0 && setenv PATH $_NAJA_OLD_PATH:q && unset _NAJA_OLD_PATH; test $?_NAJA_OLD_PROMPT != 0 && set prompt = $_NAJA_OLD_PROMPT:q && unset _NAJA_OLD_PROMPT; unsetenv VIRTUAL_ENV; unsetenv VIRTUAL_ENV_PROMPT; rehash; test "\!*" != nondestructive && unalias deactivate'

deactivate nondestructive

setenv VIRTUAL_ENV @ROOT@
setenv VIRTUAL_ENV_PROMPT @PROMPT@

set _NAJA_OLD_PATH = $PATH:q
setenv PATH $VIRTUAL_ENV:q/@BIN@:$PATH:q

if (! $?VIRTUAL_ENV_DISABLE_PROMPT && $?prompt) then
    set _NAJA_OLD_PROMPT = $prompt:q
    set prompt = "("@PROMPT@") "$prompt:q
endif

rehash
