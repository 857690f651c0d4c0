#--- target-version="py312"
from typing import TypeAliasType
x = TypeAliasType("x", value=int)
#--- target-version="py312"
from typing import TypeAlias, TypeVar
T = TypeVar("T", default=int)
x: TypeAlias = list[T]
#--- target-version="py312"
from typing import TypeAlias
x: int = 1
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias
#--- target-version="py312"
from typing import TypeAlias
x = int
#--- target-version="py312"
from typing import TypeAlias
type x = int
#--- target-version="py312"
from typing import TypeAlias
x.y: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x[0]: TypeAlias = int
#--- target-version="py312"
from typing import TypeAlias
x: list[TypeAlias] = int
#--- target-version="py312"
from typing import TypeAlias
def f(x: TypeAlias = int): ...
#--- target-version="py312"
from typing import TypeAlias
x: "y" = int
#--- target-version="py312"
from typing import TypeAlias
x: TypeAlias[int] = int
#--- target-version="py312"
x: TypeAlias = int
#--- target-version="py312"
from x import TypeAlias
x: TypeAlias = int
#--- target-version="py312"
import typing
x: typing.TypeVar = int
#--- target-version="py312"
from typing import TypeAliasType
y = TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAliasType
x = TypeAliasType(y, int)
#--- target-version="py312"
from typing import TypeAliasType
x = TypeAliasType("x")
#--- target-version="py312"
from typing import TypeAliasType
x = TypeAliasType("x", int, type_params=T)
#--- target-version="py312"
from typing import TypeAliasType
x, y = TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAliasType
TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAliasType
x = y = TypeAliasType("x", int)
#--- target-version="py312"
from typing import TypeAliasType, TypeVarTuple
x = TypeAliasType("x", int, type_params=(f(),))
#--- target-version="py311"
from typing import TypeAlias
x: TypeAlias = int
#--- target-version="py311"
from typing_extensions import TypeAliasType
x = TypeAliasType("x", int)
#---
from typing import TypeAlias
x: TypeAlias = int
