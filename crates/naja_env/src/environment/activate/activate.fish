# Activates this environment in a running fish: `source bin/activate.fish`. `deactivate` undoes it.

function deactivate --description 'Leave the virtual environment'
    if set -q _NAJA_OLD_PATH
        set -gx PATH $_NAJA_OLD_PATH
        set -e _NAJA_OLD_PATH
    end
    if set -q _NAJA_OLD_PYTHONHOME
        set -gx PYTHONHOME $_NAJA_OLD_PYTHONHOME
        set -e _NAJA_OLD_PYTHONHOME
    end
    if functions -q _naja_old_fish_prompt
        functions -e fish_prompt
        functions -c _naja_old_fish_prompt fish_prompt
        functions -e _naja_old_fish_prompt
    end
    set -e VIRTUAL_ENV
    set -e VIRTUAL_ENV_PROMPT
    if test "$argv[1]" != nondestructive
        functions -e deactivate
    end
end

deactivate nondestructive

set -gx VIRTUAL_ENV @ROOT@
set -gx VIRTUAL_ENV_PROMPT @PROMPT@

set -g _NAJA_OLD_PATH $PATH
set -gx PATH "$VIRTUAL_ENV/"@BIN@ $PATH

if set -q PYTHONHOME
    set -g _NAJA_OLD_PYTHONHOME $PYTHONHOME
    set -e PYTHONHOME
end

if test -z "$VIRTUAL_ENV_DISABLE_PROMPT"; and functions -q fish_prompt
    functions -c fish_prompt _naja_old_fish_prompt
    function fish_prompt
        # The old prompt may show the last command's status.
        set -l last_status $status
        printf '(%s) ' @PROMPT@
        echo "exit $last_status" | source
        _naja_old_fish_prompt
    end
end
