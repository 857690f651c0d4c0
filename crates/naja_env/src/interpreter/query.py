# Asks an interpreter about itself; naja runs this isolated and without site, and reads one line of JSON.
import json
import os
import platform
import struct
import sys
import sysconfig


def elf_interpreter(path):
    """The dynamic loader that an ELF executable names."""
    with open(path, "rb") as file:
        head = file.read(64)
        if head[:4] != b"\x7fELF":
            return None
        wide, order = head[4] == 2, "<" if head[5] == 1 else ">"
        if wide:
            offset, size, count = struct.unpack_from(order + "Q14xHH", head, 32)
        else:
            offset, size, count = struct.unpack_from(order + "I10xHH", head, 28)
        for index in range(count):
            file.seek(offset + index * size)
            program = file.read(size)
            if struct.unpack_from(order + "I", program)[0] == 3:
                if wide:
                    start, length = struct.unpack_from(order + "Q16xQ", program, 8)
                else:
                    start, length = struct.unpack_from(order + "I8xI", program, 4)
                file.seek(start)
                return os.fsdecode(file.read(length).rstrip(b"\0"))
    return None


def c_library():
    """The C library's name and version on Linux."""
    try:
        loader = elf_interpreter(sys.executable)
    except (OSError, struct.error):
        loader = None
    if loader and "musl" in loader:
        import subprocess

        text = subprocess.run([loader], stderr=subprocess.PIPE, universal_newlines=True).stderr
        for line in text.splitlines():
            if line.startswith("Version"):
                return ["musl"] + [int(part) for part in line.split()[1].split(".")[:2]]
        return None
    try:
        name, version = os.confstr("CS_GNU_LIBC_VERSION").rsplit(None, 1)
    except (AttributeError, OSError, ValueError):
        name, version = platform.libc_ver()
    if name != "glibc":
        return None
    digits = "".join(part if part.isdigit() or part == "." else " " for part in version).split(" ")[0]
    return ["glibc"] + [int(part) for part in digits.split(".")[:2]]


def scheme():
    """Where an environment's files go, relative to its root."""
    names = sysconfig.get_scheme_names()
    name = "venv" if "venv" in names else "nt" if os.name == "nt" else "posix_prefix"
    root = os.path.normpath("/naja-root")
    bases = dict.fromkeys(["base", "platbase", "installed_base", "installed_platbase"], root)
    paths = sysconfig.get_paths(name, bases)
    return {key: os.path.relpath(paths[key], root).replace(os.sep, "/") for key in ["purelib", "platlib", "scripts"]}


def implementation_version():
    info = sys.implementation.version
    version = "{0.major}.{0.minor}.{0.micro}".format(info)
    return version if info.releaselevel == "final" else version + info.releaselevel[0] + str(info.serial)


print(
    json.dumps(
        {
            "implementation_name": sys.implementation.name,
            "implementation_version": implementation_version(),
            "os_name": os.name,
            "platform_machine": platform.machine(),
            "platform_python_implementation": platform.python_implementation(),
            "platform_release": platform.release(),
            "platform_system": platform.system(),
            "platform_version": platform.version(),
            "python_full_version": platform.python_version(),
            "python_version": ".".join(platform.python_version_tuple()[:2]),
            "sys_platform": sys.platform,
            "executable": getattr(sys, "_base_executable", None) or sys.executable,
            "base_prefix": sys.base_prefix,
            "gil_disabled": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
            "debug": hasattr(sys, "gettotalrefcount"),
            "pointer_bits": struct.calcsize("P") * 8,
            "platform": sysconfig.get_platform(),
            "libc": c_library() if sys.platform.startswith("linux") else None,
            "macos": platform.mac_ver()[0] if sys.platform == "darwin" else None,
            "scheme": scheme(),
        }
    )
)
