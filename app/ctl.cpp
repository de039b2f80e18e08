// vigiectl: the console without windows, and the orchestrator without a console.

#include "app/ctl/commands/program.h"

int main(int argc, char *argv[])
{
    return vigie::ctl::runProgram(argc, argv);
}
