"""A job for spark-submit: conversations from Parquet, JSON, CSV or lines of text in, scores as Parquet out."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence

from attune_spark import score
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="attune_score.py", description=__doc__)
    parser.add_argument("input", help="file or folder")
    parser.add_argument("output", help="folder of Parquet files to write")
    parser.add_argument(
        "--format",
        choices=["parquet", "json", "csv", "ndjson"],
        default="ndjson",
        help="of the input; ndjson hands every line to attune as it is, json makes columns of it (default: ndjson)",
    )
    parser.add_argument(
        "--conversation", metavar="COLUMN", help="the column with a conversation, as JSON text or as a struct"
    )
    parser.add_argument(
        "--columns",
        metavar="COLUMN,…",
        help="instead: the columns that make a conversation, such as id,turns (default: every column)",
    )
    parser.add_argument("--rubric", help="name or file of the rubric")
    parser.add_argument("--attune", default="attune", help='the command, e.g. "node /opt/attune/bin/attune.js"')
    parser.add_argument("--options", default="", help='further flags of attune pipe, e.g. "--quote full"')
    parser.add_argument("--partitions", type=int, help="into how many parts to split the work")
    parser.add_argument("--mode", choices=["error", "overwrite", "append"], default="error")
    return parser.parse_args(argv)


def read(spark: SparkSession, args: argparse.Namespace) -> DataFrame:
    if args.format == "ndjson":
        return spark.read.text(args.input).withColumnRenamed("value", "conversation")
    if args.format == "csv":
        return spark.read.csv(args.input, header=True, multiLine=True, escape='"')
    return spark.read.format(args.format).load(args.input)


def run(spark: SparkSession, args: argparse.Namespace) -> None:
    df = read(spark, args)
    if args.partitions:
        df = df.repartition(args.partitions)
    if args.format == "ndjson":
        conversation = F.col("conversation")
    elif args.conversation:
        conversation = F.col(args.conversation)
    else:
        columns = args.columns.split(",") if args.columns else df.columns
        conversation = F.struct(*columns)
    scored = score(
        df,
        conversation,
        rubric=args.rubric,
        attune=shlex.split(args.attune),
        options=shlex.split(args.options),
    )
    scored.write.mode(args.mode).parquet(args.output)


if __name__ == "__main__":
    args = arguments()
    session = SparkSession.builder.appName("attune").getOrCreate()
    try:
        run(session, args)
    finally:
        session.stop()
