#---
# coding: UTF-8
#---
# my encoding=UTF8 é
#---
# coding: latin-1
#---
# coding: ascii
#---
# c
#---
x = 1
#---
x = 1
# coding: utf-8
#---
# c
# c
# coding: utf-8
#---
"""doc"""
# coding: utf-8
#---
x = 1  # coding: utf-8
#---
# codings utf-8
#---
# coding utf-8
#---
# utf-8
#---
x = "# coding: utf-8"
#---
# coding: utf-16
#---
# coding : utf-8
#---


# coding: utf-8
#---
# -*- utf-8 -*-
#---
# coding: utf-8-sig
#---
# coding: utf_8_x
#---
# coding: cp1252
# coding: utf-8
#---
"# coding: utf-8"
#---
# decode: utf-8
#---
# coding: utf-8x
