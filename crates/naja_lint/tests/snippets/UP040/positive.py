#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = list[int]
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = "int"
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = int | str
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = int  # c
#--- target-version="py312"
from typing import TypeAlias
class A:
    x: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
def f():
    x: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = (
    int
    | str
)
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = (  # c
    int
)
#--- target-version="py312"
from typing import TypeAlias
if y:
    x: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x : TypeAlias=int
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = (int)
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = int; y
#--- target-version="py312"
from typing import TypeAlias
é: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = lambda: 1
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias = int,
#--- target-version="py312"
import typing
x: typing.TypeAlias = int
#--- target-version="py312"
import typing as t
x: t.TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias as TA
x: TA = int
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T")
x: TypeAlias = list[T]
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T", bound=int)
x: TypeAlias = list[T]
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T", int, str)
x: TypeAlias = list[T]
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T")
U = TypeVar("U")
x: TypeAlias = dict[U, T]
#--- target-version="py312"
from typing import TypeAliasType
x = TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAliasType, TypeVar
T = TypeVar("T")
x = TypeAliasType("x", list[T], type_params=(T,))
#--- target-version="py312"
from typing import TypeAliasType, TypeVar
T = TypeVar("T")
U = TypeVar("U")
x = TypeAliasType("x", dict[T, U], type_params=(U, T))
#--- target-version="py312"
from typing_extensions import TypeAlias
x: TypeAlias = int
#--- target-version="py312"
from typing_extensions import TypeAliasType
x = TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAlias, ParamSpec, Callable
P = ParamSpec("P")
x: TypeAlias = Callable[P, int]
#--- target-version="py312"
from typing import TypeAlias, TypeVar
class A:
    T = TypeVar("T")
    x: TypeAlias = list[T]
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T", covariant=True)
x: TypeAlias = list[T]
#--- target-version="py312" stub
from typing import TypeAlias
x: TypeAlias = int
#--- target-version="py312" stub
from typing import TypeAlias, TypeVar
T = TypeVar("T")
x: TypeAlias = list[T]
