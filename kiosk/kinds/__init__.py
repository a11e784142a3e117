"""The kinds of board. A new kind is one package here, one template folder, one test folder, and one
line in `registry`.
"""
