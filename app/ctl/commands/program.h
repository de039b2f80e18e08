#pragma once

namespace vigie::ctl {

/// The command-line program's whole life; gives its exit status.
int runProgram(int argc, char **argv);

} // namespace vigie::ctl
