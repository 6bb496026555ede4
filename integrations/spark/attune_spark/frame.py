"""A DataFrame of conversations in, the same with their scores out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Union

import pyarrow as pa
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

from .process import Pipe
from .schema import scored_type

#: What is added to a frame: the answer as attune wrote it, the same as columns, and why there is none.
JSON, SCORED, ERROR = "scored_json", "scored", "error"
INPUT = "__attune_input"


def score(
    df: DataFrame,
    conversation: Union[str, Column] = "conversation",
    *,
    rubric: str | None = None,
    attune: Sequence[str] = ("attune",),
    options: Sequence[str] = (),
) -> DataFrame:
    """The rows of `df`, each with its conversation scored: `scored_json`, `scored` and `error`.

    conversation: the column with a conversation, as JSON text or as a struct (`F.struct("id", "turns")`).
    rubric: name or file of the rubric; a file must lie at this path on every machine.
    attune: the command, which every machine must have, the driver included.
    options: further flags of `attune pipe`, such as `["--quote", "full", "--redact"]`.

    `scored_json` is byte for byte what `attune pipe` writes, `scored` the same as a struct; a conversation that can't
    be scored has neither, and the reason in `error`. Rows keep their order within a partition.
    Raises ValueError for a frame that has such columns already, AttuneError where attune can't be started.
    """
    taken = [name for name in (JSON, SCORED, ERROR) if name in df.columns]
    if taken:
        raise ValueError(f"the frame has a column {taken[0]} already; rename or drop it")
    command = [*attune, "pipe", "--quiet", *(["--rubric", rubric] if rubric else []), *options]
    scored = scored_type(attune)
    column = F.col(conversation) if isinstance(conversation, str) else conversation
    is_text = isinstance(df.select(column).schema[0].dataType, StringType)
    asked = df.withColumn(INPUT, column if is_text else F.to_json(column))
    fields = [*df.schema.fields, StructField(JSON, StringType()), StructField(ERROR, StringType())]
    answered = asked.mapInArrow(answering(command), StructType(fields))
    return answered.select(*[f"`{name}`" for name in df.columns], JSON, F.from_json(JSON, scored).alias(SCORED), ERROR)


def answering(command: Sequence[str]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What Spark runs over the batches of one partition; the input is their last column."""

    def answer(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        first = next(batches, None)
        if first is None:
            # Many partitions of a shuffle are empty, and a process takes a moment to start.
            return
        with Pipe(command) as pipe:
            batch = first
            while batch is not None:
                texts = batch.column(batch.num_columns - 1).to_pylist()
                yield with_answers(batch, pipe.answer([line_of(text) for text in texts]))
                batch = next(batches, None)

    return answer


def line_of(text: str | None) -> bytes:
    """JSON on one line: a line end in it can only be white space. Nothing is an empty line, which is answered too."""
    return (text or "").replace("\r", " ").replace("\n", " ").encode("utf-8", "replace")


def with_answers(batch: pa.RecordBatch, answers: Sequence[bytes]) -> pa.RecordBatch:
    """The batch with the answers in the place of what was asked."""
    # Keys of the output have one fixed place, so the kind need not be parsed.
    failed = [answer.startswith(b'{"kind":"error"') for answer in answers]
    scored = [None if bad else answer.decode() for answer, bad in zip(answers, failed)]
    errors = [json.loads(answer)["message"] if bad else None for answer, bad in zip(answers, failed)]
    names = [*batch.schema.names[:-1], JSON, ERROR]
    columns = [*batch.columns[:-1], pa.array(scored, pa.string()), pa.array(errors, pa.string())]
    return pa.RecordBatch.from_arrays(columns, names)
