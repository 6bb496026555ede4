"""The JSON Schema that attune prints, as a type of Spark."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    DataType,
    DoubleType,
    LongType,
    MapType,
    StringType,
    StructField,
    StructType,
)

from .process import AttuneError, missing

SIMPLE = {"string": StringType, "integer": LongType, "number": DoubleType, "boolean": BooleanType}


def scored_type(attune: Sequence[str]) -> StructType:
    """The type of a scored conversation, asked of the very attune that is going to score (`attune schema pipe`)."""
    command = [*attune, "schema", "pipe"]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError as error:
        raise AttuneError(missing(command, error)) from error
    if done.returncode != 0:
        raise AttuneError(f"{' '.join(command)}: {done.stderr.decode('utf-8', 'replace').strip()}")
    answers = json.loads(done.stdout)["oneOf"]
    [conversation] = [each for each in answers if each["properties"]["kind"]["const"] == "conversation"]
    return spark_type(conversation)


def spark_type(schema: dict[str, Any]) -> DataType:
    """A JSON Schema as attune writes them: objects are structs, or maps where their keys are free."""
    if "anyOf" in schema:
        # A type or null: any column may be null.
        [schema] = [each for each in schema["anyOf"] if each.get("type") != "null"]
    kind = schema.get("type")
    if isinstance(kind, list):
        [kind] = [each for each in kind if each != "null"]
    if "const" in schema:
        return LongType() if isinstance(schema["const"], int) else StringType()
    if "properties" in schema:
        fields = schema["properties"].items()
        # What is optional in JSON is null in a row.
        return StructType([StructField(name, spark_type(each)) for name, each in fields])
    if kind == "object":
        return MapType(StringType(), spark_type(schema["additionalProperties"]))
    if kind == "array":
        return ArrayType(spark_type(schema["items"]))
    return SIMPLE[kind]()
