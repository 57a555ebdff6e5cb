// Airbyte sources: check, discover, read. A stream is whole only where the source says so itself.
#include <algorithm>

#include "connectors/exec/airbyte_messages.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::Json;

constexpr const char* kProtocol = "airbyte";
constexpr std::size_t kCatalogBytes = 64u << 20;

class AirbyteRead
{
public:
    AirbyteRead(Session& session, const sdk::ReadRequest& request, sdk::RecordSink& sink)
        : session_{session}, request_{request}, delivery_{session.delivery(sink)},
          streams_{session.options()}, messages_{session, delivery_, streams_},
          full_{request.full || !session.options().incremental},
          before_{state_in(request.cursor, kProtocol)}
    {
    }

    model::Result<sdk::ReadResult> read()
    {
        if (!goes_on()) { // else it was let in before: what is wrong now it says while reading
            if (auto checked = check(); !checked) {
                return tl::unexpected(checked.error());
            }
        }
        auto arguments = prepare();
        if (!arguments) {
            return tl::unexpected(arguments.error());
        }
        Outcome outcome;
        outcome.ended = run(*arguments);
        if (messages_.error()) { // says more than the status it ended with
            outcome.ended = tl::unexpected(*messages_.error());
        } else if (outcome.ended) {
            outcome.ended = check_end();
        }
        outcome.went_on = goes_on();
        outcome.may_continue = !full_ && messages_.has_new_state();
        outcome.completeness =
            is_whole() ? sdk::Completeness::complete : sdk::Completeness::changes;
        outcome.cursor = cursor();
        outcome.notes = session_.program() + ": " + std::to_string(delivery_.records()) +
                        " records" + (is_silent() ? ", and no word on whether these were all" : "");
        return result_of(std::move(outcome), request_, delivery_);
    }

private:
    bool goes_on() const { return before_ && !full_; } // from a state

    model::Result<void> run(const std::vector<std::string>& arguments, std::size_t max_line = 0)
    {
        auto ended =
            session_.run(arguments, {}, [&](auto line) { return messages_.take(line); }, max_line);
        if (auto kept = session_.keep_rewritten_config(); !kept) {
            return kept;
        }
        return ended;
    }

    model::Result<void> check()
    {
        const auto ended = run({"check", "--config", session_.config_path()});
        if (const auto& said = messages_.connection(); said && !said->succeeded) {
            return model::fail(ErrorKind::unauthorised,
                               session_.program() + " can't connect: " + said->message,
                               "mend its `config`: address, credentials, permissions");
        }
        if (messages_.error()) {
            return tl::unexpected(*messages_.error());
        }
        if (ended && !messages_.connection()) {
            return model::fail(ErrorKind::invalid,
                               session_.program() + " check says nothing of its connection",
                               "is it an Airbyte source?");
        }
        return ended;
    }

    model::Result<std::vector<std::string>> prepare()
    {
        if (auto ended = run({"discover", "--config", session_.config_path()}, kCatalogBytes);
            !ended) {
            return tl::unexpected(messages_.error() ? *messages_.error() : ended.error());
        }
        auto configured = configure(Json::parse(messages_.catalog(), nullptr, false), streams_,
                                    full_, session_.program());
        if (!configured) {
            return tl::unexpected(configured.error());
        }
        auto path = session_.file("catalog.json", *configured);
        if (!path) {
            return tl::unexpected(path.error());
        }
        std::vector<std::string> arguments{"read", "--config", session_.config_path(), "--catalog",
                                           *path};
        if (goes_on()) {
            auto state = session_.file("state.json", *before_);
            if (!state) {
                return tl::unexpected(state.error());
            }
            arguments.insert(arguments.end(), {"--state", *state});
            messages_.begin_with(*before_);
        }
        return arguments;
    }

    // Older sources do not speak of the status of a stream.
    bool is_silent() const
    {
        const auto silent = [](const auto& one) { return !one.second.ended; };
        return std::any_of(streams_.all().begin(), streams_.all().end(), silent);
    }

    model::Result<void> check_end() const
    {
        for (const auto& [name, stream] : streams_.all()) {
            if (stream.broken) {
                return model::fail(ErrorKind::transient,
                                   session_.program() + " could not read its stream \"" + name +
                                       "\" to the end",
                                   "what it said is in the log");
            }
        }
        return {};
    }

    bool is_whole() const
    {
        const auto whole = [](const auto& one) {
            return one.second.everything && one.second.ended;
        };
        return std::all_of(streams_.all().begin(), streams_.all().end(), whole);
    }

    // A full refresh leaves the state of the changes as it was: what they would bring is known.
    std::string cursor() const
    {
        const bool keeps = full_ || !messages_.has_new_state();
        const Json state = keeps ? before_.value_or(Json{}) : messages_.state();
        return !session_.options().incremental || state.is_null() ? ""
                                                                  : cursor_of(kProtocol, state);
    }

    Session& session_;
    const sdk::ReadRequest& request_;
    Delivery delivery_;
    Streams streams_;
    AirbyteMessages messages_;
    bool full_;
    std::optional<Json> before_;
};

} // namespace

model::Result<sdk::ReadResult> read_airbyte(Session& session, const sdk::ReadRequest& request,
                                            sdk::RecordSink& sink)
{
    return AirbyteRead{session, request, sink}.read();
}

} // namespace rosterd::exec
