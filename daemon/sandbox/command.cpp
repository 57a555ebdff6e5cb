#include "daemon/sandbox/command.hpp"

#include <csignal>
#include <iostream>
#include <random>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include "core/net/asio.hpp"
#include "daemon/http/identity.hpp"
#include "daemon/http/server.hpp"
#include "daemon/sandbox/event_carrier.hpp"
#include "daemon/sandbox/keeper.hpp"
#include "daemon/sandbox/seed.hpp"
#include "daemon/sandbox/service.hpp"

namespace rosterd::sandbox
{

namespace
{

constexpr int kUnreachable = 75;
constexpr int kWrongConfiguration = 78;

void say(const model::Error& error)
{
    std::cerr << "rosterd sandbox: " << error.message << "\n";
    if (!error.hint.empty()) {
        std::cerr << "  " << error.hint << "\n";
    }
}

std::uint64_t random_seed()
{
    std::random_device device;
    return (static_cast<std::uint64_t>(device()) << 32U) | device();
}

// The company of the file, else a new one, seeded.
model::Result<Organisation> first_company(const SandboxOptions& options, Keeper& keeper,
                                          model::Instant now)
{
    auto kept = keeper.load();
    if (!kept) {
        return tl::unexpected{kept.error()};
    }
    if (*kept) {
        keeper.loaded(**kept);
        return std::move(**kept);
    }
    auto company = new_company(options.company, now);
    if (!options.seed_file.empty()) {
        if (auto seeded = seed_from_file(company, options.seed_file, options.rules, now); !seeded) {
            return tl::unexpected{seeded.error()};
        }
    }
    return company;
}

// Connects the loop, the server, the service and the file.
class SandboxProcess
{
public:
    SandboxProcess(const SandboxOptions& options, std::shared_ptr<http::Identity> tls,
                   net::RealLoop& loop, Keeper& keeper, Organisation company)
        : loop_{loop}, keeper_{keeper}, service_{std::move(company), options.rules, random_seed()},
          events_{loop, service_.events(), [this] { return service_.time_at(loop_.now()); }},
          server_{loop, server_options(options, std::move(tls), events_),
                  [this](const http::HttpServerRequest& request, http::Respond respond) {
                      handle(request, std::move(respond));
                  }}
    {
    }

    int serve()
    {
        const auto port = server_.start();
        if (!port) {
            say(port.error());
            return kUnreachable;
        }
        boost::asio::signal_set signals{*static_cast<boost::asio::io_context*>(loop_.native()),
                                        SIGTERM, SIGINT};
        signals.async_wait([this](const boost::system::error_code& error, int) {
            if (!error) {
                server_.stop();
                loop_.stop();
            }
        });
        std::cout << R"({"port":)" << *port << "}" << std::endl;
        save_when_due();
        loop_.run();
        return saved(keeper_.save(service_.organisation())) ? 0 : kWrongConfiguration;
    }

private:
    static http::HttpServerOptions server_options(const SandboxOptions& options,
                                                  std::shared_ptr<http::Identity> tls,
                                                  EventCarrier& events)
    {
        http::HttpServerOptions wanted;
        wanted.address = options.address;
        wanted.port = options.port;
        wanted.tls = std::move(tls);
        wanted.upgrade = [&events](const http::HttpServerRequest& request) {
            return events.upgrade(request);
        };
        return wanted;
    }

    void handle(const http::HttpServerRequest& request, http::Respond respond)
    {
        auto answer = service_.handle(request, loop_.now());
        save_when_due();
        events_.pump();
        if (answer.delay.count() == 0) {
            return respond(std::move(answer.response));
        }
        loop_.after(answer.delay, [respond = std::move(respond),
                                   response = std::move(answer.response)] { respond(response); });
    }

    // Before the answer leaves where a second has passed since the last save, else by the clock.
    void save_when_due()
    {
        saved(keeper_.save_if_due(service_.organisation(), loop_.now()));
        const auto wait = keeper_.due_in(service_.organisation(), loop_.now());
        if (wait && !save_waits_) {
            save_waits_ = true;
            loop_.after(*wait, [this] {
                save_waits_ = false;
                save_when_due();
            });
        }
    }

    static bool saved(const model::Result<bool>& outcome)
    {
        if (!outcome) {
            say(outcome.error());
        }
        return outcome.has_value();
    }

    net::RealLoop& loop_;
    Keeper& keeper_;
    SandboxService service_;
    EventCarrier events_;
    http::HttpServer server_;
    bool save_waits_ = false;
};

} // namespace

int run_sandbox(const SandboxOptions& options)
{
    const auto loop = net::make_loop();
    Keeper keeper{options.org_file};
    auto company = first_company(options, keeper, loop->now());
    if (!company) {
        say(company.error());
        return kWrongConfiguration;
    }
    std::shared_ptr<http::Identity> tls;
    if (!options.tls_file.empty()) {
        auto made = http::make_identity(options.address, options.tls_file);
        if (!made) {
            say(made.error());
            return kWrongConfiguration;
        }
        tls = std::move(*made);
    }
    SandboxProcess process{options, std::move(tls), *loop, keeper, std::move(*company)};
    return process.serve();
}

} // namespace rosterd::sandbox
