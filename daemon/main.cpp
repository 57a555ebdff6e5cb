#include <csignal>
#include <string_view>

#include "daemon/cli/cli.hpp"
#include "daemon/connectors.hpp"

int main(int argc, char** argv)
{
    // Whoever reads what is printed may have heard enough ("| head"): that ends no sync half-way.
    std::signal(SIGPIPE, SIG_IGN);
    if (argc == 2 && argv[1] == std::string_view{rosterd::kApart}) {
        return rosterd::serve_connector();
    }
    return rosterd::cli::run(argc, argv);
}
