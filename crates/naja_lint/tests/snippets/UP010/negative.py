#---
from __future__ import division as d
#---
from __future__ import division
__all__ = ["division"]
#---
from __future__ import division
division
#---
from __future__ import annotations
#---
from __future__ import annotations as a
#---
from __future__ import (annotations,)
#---
from __future__ import barry_as_FLUFL
#---
import __future__
#---
from .__future__ import division
#---
from x import division
#---
from future import division
#---
import __future__.division
#---
from __future__ import nope
#---
from x.__future__ import division
#---
import division
#---
from __future__ import annotations  # division
#---
__future__.division
#---
"""from __future__ import division"""
#---
from __future__ import annotations, barry_as_FLUFL
#---
from ..__future__ import print_function
#---
x = 1
#---
from __futures__ import division
#---
# from __future__ import division
#---
from division import __future__
