"""The door to Jinja: pages from templates, with everything that comes from the record escaped."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

_TO_ESCAPE = re.compile("[&<>\"']")


class _Code(CodeGenerator):
    """Jinja asks at each call whether the function wants the template's surroundings, makes an object of every word to
    escape it, and looks for a document's word with a function. A page has thousands of each, and none needs it.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802 - Jinja's name
        """The call itself; no function here takes `pass_context`."""
        if node.dyn_args or node.dyn_kwargs:
            self.fail("what is called is not said in full", node.lineno)
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        """Of a name, the word itself where the name is a document that has it."""
        if isinstance(node.node, nodes.Name):
            self.write(f"(_it[{node.attr!r}] if type(_it := ")
            self.visit(node.node, frame)
            self.write(f") is dict and {node.attr!r} in _it else environment.getattr(_it, {node.attr!r}))")
        else:
            super().visit_Getattr(node, frame)

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Pages(Environment):
    """`item.name` is the document's word before it is anything of Python's."""

    code_generator_class = _Code

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def escaped(self, value: Any) -> str:
        """Most of what a page says has nothing to escape, and is put on it as it is."""
        if type(value) is str and _TO_ESCAPE.search(value) is None:
            return value
        return str(value) if type(value) is int else escape(value)


def render(template: str, context: Mapping[str, Any]) -> str:
    return _template(template).render(context)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html")


@cache
def _environment() -> Environment:
    return _Pages(
        loader=PackageLoader("portal"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
