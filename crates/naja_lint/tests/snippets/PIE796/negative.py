#---
import enum
class A(enum.Enum):
    x = 1
    y = 2
#---
import enum
class A(enum.Enum):
    x = enum.auto()
    y = enum.auto()
#---
import enum
class A(enum.Enum):
    x = 1
    y = "1"
#---
import enum
class A:
    x = 1
    y = 1
#---
import enum
class A(B):
    x = 1
    y = 1
#---
import enum
class A(enum.Enum):
    x: int = 1
    y: int = 1
#---
import enum
class A(enum.Enum):
    if a:
        x = 1
    y = 1
#---
import enum
class A(enum.Enum):
    x = ...
    y = 1
#---
import enum
class A(enum.Enum):
    def f(self): x = 1
    y = 1
#---
import enum
class A(enum.Enum): ...
#---
import enum
class A(enum.Enum):
    x = 1
    y = -1
#---
import enum
class A(enum.Enum):
    x = a
    y = b
#---
import enum
class A(enum.Enum):
    x += 1
    y += 1
#---
import enum
class A(enum.Enum):
    x = f(1)
    y = f(2)
#---
import enum
class A(metaclass=enum.EnumMeta):
    x = 1
    y = 1
#---
class A(Enum):
    x = 1
    y = 1
#---
from x import Enum
class A(Enum):
    x = 1
    y = 1
#---
from enum import IntEnum
class A(IntEnum):
    x = 1
    y = 2
#---
from enum import Enum, auto
class A(Enum):
    x = auto()
    y = auto()
#--- stub
import enum
class A(enum.Enum):
    x = ...
    y = ...
#--- stub
from enum import Enum
class A(Enum):
    x: int
    y: int
#---
from enum import Enum
class A(Enum):
    x = "a"
    y = b"a"
