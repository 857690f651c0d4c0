#---
import abc
class A(abc.ABC, B):
    def f(self): pass
#---
import abc
class A(B, metaclass=abc.ABCMeta):
    def f(self): pass
#---
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): pass
#---
import abc
class A(abc.ABC):
    def f(self): return
#---
import abc
class A(abc.ABC):
    def f(self): return None
#---
import abc
class A(abc.ABC):
    def f(self): raise NotImplementedError
#---
import abc
class A:
    def f(self): pass
#---
import abc
class A(B):
    def f(self): pass
#---
import abc
class A(abc.ABC):
    @typing.overload
    def f(self): return
#---
import abc
class A(abc.ABC):
    if x:
        def f(self): pass
#---
import abc
class A(abc.ABC):
    class B:
        def f(self): pass
#---
import abc
class A(abc.ABC):
    f = lambda self: None
#---
import abc
class A(abc.ABC):
    def f(self): x
#---
import abc
class A(abc.ABC):
    def f(self): f"doc"
#---
import abc
class A(abc.ABC):
    def f(self): 1
#---
import abc
class A(abc.ABC):
    @abc.abstractproperty
    def f(self): pass
#---
import abc
class A(abc.ABC):
    @abc.abstractstaticmethod
    def f(): pass
#---
import abc
class A(abc.ABC):
    def f(self):
        def g(): pass
        return g
#---
import abc
class A(abc.ABC):
    x: int
#---
import abc
def f(self): pass
#---
import abc
class A(abc.ABC):
    async def f(self): await x
#---
from typing import overload
import abc
class A(abc.ABC):
    @overload
    def f(self): ...
#---
class A(ABC):
    def f(self): pass
#---
from x import ABC
class A(ABC):
    def f(self): pass
#---
from abc import ABC, abstractmethod as am
class A(ABC):
    @am
    def f(self): pass
