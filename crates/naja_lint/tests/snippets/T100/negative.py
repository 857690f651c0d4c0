#---
import wdb
#---
import pdbpp
#---
from celery.contrib import rdb
#---
import IPython
IPython.embed()
#---
from IPython import embed
embed()
#--- differs: ruff takes a module of the project for the debugger
from .pdb import set_trace
#--- differs: ruff takes a module of the project for the debugger
from . import pdb
#---
breakpoint
#---
x = breakpoint
#---
def breakpoint(): ...
breakpoint()
#---
def f(breakpoint): breakpoint()
#---
from x import breakpoint
breakpoint()
#---
pdb.set_trace()
#---
set_trace()
#---
import pdbx
#---
from x import pdb
#---
import x.pdb
#---
x.breakpoint()
#---
import sys
sys.breakpointhook
#---
import sys
sys.breakpointhook = None
#---
breakpoint = 1
breakpoint()
#---
import celery
#---
import celery.contrib
#---
from celery import contrib
#---
import IPython
#---
from IPython import x
#---
"import pdb"
#---
# breakpoint()
#---
import traceback
#---
import cProfile
