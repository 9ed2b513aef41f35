"""The door to Jinja: pages from templates, with everything that comes from the record escaped."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from jinja2.compiler import CodeGenerator
from markupsafe import escape

_TO_ESCAPE = re.compile("[&<>\"']")


class _Code(CodeGenerator):
    """Asks the environment to escape, where Jinja asks a function that makes an object of every word."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Pages(Environment):
    """`item.name` is the document's word before it is anything of Python's; half of a page's time goes into this."""

    code_generator_class = _Code

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def escaped(self, value: Any) -> str:
        """Most of what a page says has nothing to escape, and is put on it as it is."""
        if type(value) is str and _TO_ESCAPE.search(value) is None:
            return value
        return escape(value)


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
