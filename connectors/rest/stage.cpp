#include "connectors/rest/stage.hpp"

namespace rosterd::rest
{

Wire wire_over(const std::shared_ptr<Stage>& stage)
{
    Wire wire;
    wire.loop = &stage->loop;
    wire.http = &stage->player;
    wire.run = [stage = stage.get()] { stage->loop.run(); };
    wire.stop = [stage = stage.get()] { stage->loop.stop(); };
    wire.random = [] { return std::uint64_t{0}; };
    wire.nonce = [] { return std::string{"nonce000"}; };
    wire.keeps = stage;
    return wire;
}

std::string name_of(Harm harm)
{
    switch (harm) {
    case Harm::none:
        break;
    case Harm::cut:
        return "cut short";
    case Harm::lost:
        return "lost";
    case Harm::server_error:
        return "answered with 500";
    case Harm::web_page:
        return "answered with a web page";
    case Harm::unauthorised:
        return "answered with 401";
    case Harm::throttled:
        return "answered with 429";
    }
    return "answered";
}

} // namespace rosterd::rest
