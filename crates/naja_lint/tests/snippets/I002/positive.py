#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from x import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import division
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
"""doc"""
x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
# c
x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
#!/usr/bin/env python
x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
# -*- coding: utf-8 -*-
x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
def f(): ...
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
if x:
    from __future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
import __future__
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
"""doc"""
import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
x = 1; y = 2
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
"""doc"""; x = 1
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]


import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import annotations as a
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
'doc' "doc"
x
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
# c
"""doc"""
# d
import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from .__future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
pass
#--- lint.isort.required-imports=["import\u0020os"]
x = 1
#--- lint.isort.required-imports=["import\u0020os"]
import os.path
#--- lint.isort.required-imports=["import\u0020os"]
import os as o
#--- lint.isort.required-imports=["import\u0020os"]
from os import path
#--- lint.isort.required-imports=["import\u0020os"]
"""doc"""

x = 1
#--- lint.isort.required-imports=["import\u0020os\u0020as\u0020o","from\u0020a\u0020import\u0020b"] differs: ruff keeps the order of the option, and sorting is the business of I001
import os
#--- lint.isort.required-imports=["from\u0020.\u0020import\u0020a"]
x = 1
