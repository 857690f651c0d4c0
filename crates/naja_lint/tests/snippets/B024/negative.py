#---
import abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    x: int
#---
import abc
class A(abc.ABC):
    x: int
    def f(self): return 1
#---
import abc
class A(B, abc.ABC):
    def f(self): return 1
#---
import abc
class A(abc.ABC, B):
    def f(self): return 1
#---
import abc
class A(B, metaclass=abc.ABCMeta):
    def f(self): return 1
#---
import abc
class A:
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    @abc.abstractproperty
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    @abc.abstractclassmethod
    def f(cls): return 1
#---
import abc
class A(abc.ABC):
    @property
    @abc.abstractmethod
    def f(self): return 1
#---
import abc
class A(abc.ABC):
    @abc.abstractmethod
    async def f(self): return 1
#---
import abc
class A(abc.ABC):
    def f(self): return 1
    @abc.abstractmethod
    def g(self): ...
#---
import abc
class A(abc.ABCMeta):
    def f(self): return 1
#---
import abc
class A(foo=abc.ABCMeta):
    def f(self): return 1
#---
class A(ABC):
    def f(self): return 1
#---
from x import ABC
class A(ABC):
    def f(self): return 1
#---
import abc
abc = x
class A(abc.ABC):
    def f(self): return 1
#---
from abc import ABC, abstractmethod as am
class A(ABC):
    @am
    def f(self): return 1
#---
def outer():
    import abc
    class A(abc.ABC):
        @abc.abstractmethod
        def f(self): return 1
#---
if flag:
    class A(ABC):
        def f(self): return 1
