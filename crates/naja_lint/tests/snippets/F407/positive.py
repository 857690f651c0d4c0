#---
from __future__ import x
#---
from __future__ import annotations, x
#---
from __future__ import x as annotations
#---
from __future__ import (
    x,
)
#---
from __future__ import x, y
#---
from __future__ import Division
#---
from __future__ import annotation
#---
from __future__ import _annotations
#---
from __future__ import all_feature_names
#---
from __future__ import print_functions
#---
from __future__ import braces
#---
from __future__ import annotations
from __future__ import nope
#---
"""doc"""
from __future__ import nope
#---
from __future__ import nope; x
#---
from __future__ import é
#---
from __future__ import with_statements
#---
from __future__ import nope  # c
#---
from __future__ import match
#---
from __future__ import annotations as a, b
#---
from __future__ import CO_NESTED
#---
from __future__ import walrus, division
