from ..a.b import (c as d, e,)
import a.b as c, d
from . import *
lazy import x
global a; nonlocal b; del c, (d); assert e, f
