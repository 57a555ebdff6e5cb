#include "daemon/cli/cli.hpp"

int main(int argc, char** argv)
{
    return rosterd::cli::run(argc, argv);
}
