#---
import enum
class A(enum.Enum):
    x = 1
    y = 1
#---
import enum
class A(enum.Enum):
    x = "a"
    y = "a"
#---
import enum
class A(enum.Enum):
    x = 1
    y = 2
    z = 1
#---
import enum
class A(enum.Enum):
    x = 1
    y = 1
    z = 1
#---
import enum
class A(enum.Enum):
    x = (1, 2)
    y = (1, 2)
#---
import enum
class A(enum.Enum):
    x = [1]
    y = [1]
#---
import enum
class A(enum.Enum):
    x = f()
    y = f()
#---
import enum
class A(enum.Enum):
    x = a.b
    y = a.b
#---
import enum
class A(enum.Enum):
    x = None
    y = None
#---
import enum
class A(enum.Enum):
    x = True
    y = True
#---
import enum
class A(enum.Enum):
    x = 1.5
    y = 1.5
#---
import enum
class A(enum.Enum):
    """doc"""
    x = 1
    y = 1  # c
#---
import enum
def f():
    class A(enum.Enum):
        x = 1
        y = 1
#---
import enum
class A(str, enum.Enum):
    x = "a"
    y = 'a'
#---
import enum
class A(enum.Enum):
    x = "a" "b"
    y = "ab"
#---
import enum
class A(enum.Enum):
    x = y = 1
    z = 1
#---
import enum
class A(enum.Enum):
    é = 1
    x = 1
#---
from enum import Enum
class A(Enum):
    x = 1
    y = 1
#---
from enum import Enum as E
class A(E):
    x = 1
    y = 1
#---
import enum as e
class A(e.Enum):
    x = 1
    y = 1
#---
from enum import Enum, unique
@unique
class A(Enum):
    x = 1
    y = 1
#---
from enum import (
    Enum,
)
class A(Enum):
    x = {1}
    y = {1}
#---
import enum
class A(enum.Enum):
    x = 1
    x.y = 1
