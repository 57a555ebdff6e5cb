#include "connectors/rest/wire.hpp"

#include <random>

#include "core/net/asio.hpp"

namespace rosterd::rest
{

namespace
{

struct Real {
    std::unique_ptr<net::RealLoop> loop = net::make_loop();
    std::unique_ptr<net::HttpClient> http;
    std::mt19937_64 chance{std::random_device{}()};

    explicit Real(const std::string& ca_file)
    {
        net::HttpOptions options;
        options.ca_file = ca_file;
        http = net::make_http_client(*loop, options);
    }

    std::string nonce()
    {
        static constexpr std::string_view letters =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        std::string out;
        for (int i = 0; i < 8; ++i) {
            out += letters[chance() % letters.size()];
        }
        return out;
    }
};

} // namespace

Wire real_wire(const std::string& ca_file)
{
    const auto real = std::make_shared<Real>(ca_file);
    Wire wire;
    wire.loop = real->loop.get();
    wire.http = real->http.get();
    wire.run = [real = real.get()] { real->loop->run(); };
    wire.stop = [real = real.get()] { real->loop->stop(); };
    wire.random = [real = real.get()] { return real->chance(); };
    wire.nonce = [real = real.get()] { return real->nonce(); };
    wire.keeps = real;
    return wire;
}

} // namespace rosterd::rest
