"""One `attune pipe` process: lines in, an answer to each out, and nothing left behind. Knows nothing of Spark."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence

#: How much of what attune has said on standard error goes into a message.
TOLD = 4000


class AttuneError(RuntimeError):
    """attune could not be started, or ended before it had answered; the message holds what it said."""


class Pipe:
    """A running `attune pipe`. Use it with `with`: however the block is left, the process ends with it.

    A process whose Python dies without leaving the block reads the end of its input, and ends by itself.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        # A file, not a pipe: nobody has to read it while the answers are read.
        self._said = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said
            )
        except OSError as error:
            self._said.close()
            raise AttuneError(missing(self._command, error)) from error

    def __enter__(self) -> Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            try:
                stream.close()
            except BrokenPipeError:
                pass
        said = self._stderr()
        if said:
            print(said, file=sys.stderr)
        self._said.close()

    def answer(self, lines: Sequence[bytes]) -> list[bytes]:
        """The answers to these lines (without their ends), one each and in their order.

        Raises AttuneError when the process ends before the last of them.
        """
        # Written by a thread of its own: attune answers while it reads, and two full pipes would wait for each other.
        feeder = threading.Thread(target=self._feed, args=(lines,), daemon=True)
        feeder.start()
        answers = []
        for _ in lines:
            answer = self._process.stdout.readline()
            if not answer.endswith(b"\n"):
                raise self._died(len(answers), len(lines))
            answers.append(answer[:-1])
        feeder.join()
        return answers

    def _feed(self, lines: Sequence[bytes]) -> None:
        try:
            for line in lines:
                self._process.stdin.write(line + b"\n")
            self._process.stdin.flush()
        except (BrokenPipeError, ValueError):
            # It has ended, or has been ended: whoever reads the answers notices and says so.
            pass

    def _died(self, answered: int, asked: int) -> AttuneError:
        code = self._process.wait()
        command = " ".join(self._command)
        said = self._stderr() or "(nothing on standard error)"
        return AttuneError(f"{command}: ended with {code} after {answered} of {asked} conversations: {said}")

    def _stderr(self) -> str:
        self._said.seek(0, 2)
        self._said.seek(max(0, self._said.tell() - TOLD))
        return self._said.read().decode("utf-8", "replace").strip()


def missing(command: Sequence[str], error: OSError) -> str:
    """What to say where a program can't be started."""
    return f"{command[0]}: cannot be started ({error.strerror}); install attune on every machine, or name it: attune=[…]"
