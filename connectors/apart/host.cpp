#include "connectors/apart/host.hpp"

#include <exception>
#include <unordered_map>

#include "connectors/apart/far_context.hpp"
#include "connectors/apart/far_sink.hpp"
#include "connectors/apart/messages.hpp"

namespace rosterd::apart
{

namespace
{

using model::Json;

constexpr const char* kNameless = "it threw something that is no std::exception";

} // namespace

void Host::run()
{
    while (const auto frame = wire_.next()) {
        const Json request = parsed(frame->body);
        if (request.at("do") == "end") {
            break;
        }
        stop_ = 0;
        wire_.say_now(Says::answer, text_of(carry_out(request)));
    }
    connector_.reset();
}

Json Host::carry_out(const Json& request)
{
    try {
        return done(request.at("do"), request);
    } catch (const std::exception& error) {
        return {{"thrown", error.what()}};
    } catch (...) {
        return {{"thrown", kNameless}};
    }
}

Json Host::done(const std::string& what, const Json& request)
{
    if (auto loaded = load(request); !loaded) {
        return json_of(loaded);
    }
    if (what == "describe") {
        return {{"ok", description_of(kind_)}};
    }
    if (what == "check") {
        return check(request);
    }
    if (what == "check_write_back") {
        return check_write_back(request);
    }
    if (what == "make") {
        return make(request);
    }
    if (what == "read") {
        return read(request);
    }
    if (what == "settled") {
        connector_->settled(settlement_in(request.at("settlement")));
        return {{"ok", nullptr}};
    }
    if (what == "watched_paths") {
        return {{"ok", connector_->watched_paths()}};
    }
    if (what == "accept_push") {
        return json_of(connector_->accept_push(request.at("body")));
    }
    return write_back(request);
}

// Once: what comes first says which kind it is about.
model::Result<void> Host::load(const Json& request)
{
    if (is_loaded_) {
        return {};
    }
    auto kind = find_(request.at("folder"), request.at("name"));
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    kind_ = std::move(*kind);
    is_loaded_ = true;
    return {};
}

Json Host::check(const Json& request) const
{
    return {{"ok", json_of(kind_.check(request.at("options"), request.at("base_dir")))}};
}

Json Host::check_write_back(const Json& request) const
{
    return {{"ok", json_of(kind_.write_back->check(request.at("write_back"), request.at("options"),
                                                   request.at("base_dir")))}};
}

Json Host::make(const Json& request)
{
    auto made = kind_.make(context_of(request));
    if (!made) {
        return {{"error", json_of(made.error())}};
    }
    connector_ = std::move(*made);
    return {{"ok", nullptr}};
}

Json Host::read(const Json& request)
{
    FarSink sink{wire_};
    auto result = connector_->read({request.at("full"), request.at("cursor")}, sink);
    sink.finish();
    return result ? Json{{"ok", json_of(*result)}} : Json{{"error", json_of(result.error())}};
}

Json Host::write_back(const Json& request)
{
    Json out = Json::array();
    for (const model::Result<void>& one : connector_->write_back(people_in(request.at("people")))) {
        out.push_back(json_of(one));
    }
    return {{"ok", out}};
}

bool Host::is_to_stop()
{
    wire_.say_alive();
    return stop_ != 0;
}

sdk::ConnectorContext Host::context_of(const Json& request)
{
    sdk::ConnectorContext context;
    context.source = request.at("source");
    context.options = request.at("options");
    context.base_dir = request.at("base_dir");
    context.write_back = request.at("write_back");
    context.inbox = std::make_shared<FarInbox>(wire_);
    context.shelf = std::make_shared<NoShelf>();
    context.cancelled = [this] { return is_to_stop(); };
    context.log = [this](const std::string& line) { wire_.say_now(Says::line, line); };
    if (request.at("knows_headings")) {
        context.is_known_heading = [this, answers = std::unordered_map<std::string, bool>{}](
                                       const std::string& heading) mutable {
            const auto [known, fresh] = answers.try_emplace(heading, false);
            if (fresh) {
                known->second = wire_.ask({{"ask", "heading"}, {"heading", heading}}).get<bool>();
            }
            return known->second;
        };
    }
    return context;
}

} // namespace rosterd::apart
