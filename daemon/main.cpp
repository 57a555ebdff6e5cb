#include <csignal>

#include "daemon/cli/cli.hpp"

int main(int argc, char** argv)
{
    // Whoever reads what is printed may have heard enough ("| head"): that ends no sync half-way.
    std::signal(SIGPIPE, SIG_IGN);
    return rosterd::cli::run(argc, argv);
}
