# Activates this environment in a running sh, bash, ksh or zsh: `. bin/activate`. `deactivate` undoes it.

deactivate() {
    if [ -n "${_NAJA_OLD_PATH+x}" ]; then
        PATH=$_NAJA_OLD_PATH
        export PATH
        unset _NAJA_OLD_PATH
    fi
    if [ -n "${_NAJA_OLD_PYTHONHOME+x}" ]; then
        PYTHONHOME=$_NAJA_OLD_PYTHONHOME
        export PYTHONHOME
        unset _NAJA_OLD_PYTHONHOME
    fi
    if [ -n "${_NAJA_OLD_PS1+x}" ]; then
        PS1=$_NAJA_OLD_PS1
        export PS1
        unset _NAJA_OLD_PS1
    fi
    # Shells remember where commands were found.
    hash -r 2>/dev/null || :
    unset VIRTUAL_ENV VIRTUAL_ENV_PROMPT
    if [ "${1-}" != nondestructive ]; then
        unset -f deactivate
    fi
}

deactivate nondestructive

VIRTUAL_ENV=@ROOT@
VIRTUAL_ENV_PROMPT=@PROMPT@
export VIRTUAL_ENV VIRTUAL_ENV_PROMPT

_NAJA_OLD_PATH=$PATH
PATH=$VIRTUAL_ENV/@BIN@:$PATH
export PATH

if [ -n "${PYTHONHOME+x}" ]; then
    _NAJA_OLD_PYTHONHOME=$PYTHONHOME
    unset PYTHONHOME
fi

if [ -z "${VIRTUAL_ENV_DISABLE_PROMPT-}" ]; then
    _NAJA_OLD_PS1=${PS1-}
    PS1="("@PROMPT@") ${PS1-}"
    export PS1
fi

hash -r 2>/dev/null || :
