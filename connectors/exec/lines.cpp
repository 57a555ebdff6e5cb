// The plain protocol, README.md: one JSON object a line.
#include "connectors/exec/session.hpp"

namespace rosterd::exec
{

namespace
{

using model::ErrorKind;
using model::RecordKind;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr const char* kProtocol = "lines";

class Lines
{
public:
    explicit Lines(Delivery& delivery) : delivery_{delivery} {}

    model::Result<void> take(std::string_view line)
    {
        auto message = delivery_.parse(line);
        if (!message) {
            return tl::unexpected(std::move(message.error()));
        }
        if (message->size() == 0) {
            return {};
        }
        if (complete_) {
            return delivery_.fault(R"(there is something after {"complete": ...})",
                                   "that message is the last one");
        }
        return message->size() == 1 ? take_one(*message)
                                    : delivery_.record(RecordKind::person, *message);
    }

    std::optional<bool> complete() const { return complete_; }
    const std::optional<model::Error>& error() const { return error_; }
    std::optional<std::int64_t> total() const { return total_; }
    const std::string& state() const { return state_; } // JSON; empty: none

private:
    // An object with one member is a message if that is called so; as a record it would be useless.
    model::Result<void> take_one(object message)
    {
        const auto [name, value] = *message.begin();
        if (name == "record" || name == "department") {
            object fields;
            if (value.get(fields) != simdjson::SUCCESS) {
                return wrong(name, R"({"record": {"employee_id": "E1042", "name": "..."}})");
            }
            return delivery_.record(name == "record" ? RecordKind::person : RecordKind::department,
                                    fields);
        }
        if (name == "gone") {
            return take_gone(value);
        }
        if (name == "state") {
            state_ = simdjson::minify(value);
            return {};
        }
        if (name == "complete") {
            bool complete = false;
            if (value.get(complete) != simdjson::SUCCESS) {
                return wrong(name, R"({"complete": true} if these were all, else false)");
            }
            complete_ = complete;
            return {};
        }
        if (name == "total") {
            std::uint64_t total = 0;
            if (value.get(total) != simdjson::SUCCESS) {
                return wrong(name, R"({"total": 120}, the number of records and departments)");
            }
            total_ = static_cast<std::int64_t>(total);
            return {};
        }
        if (name == "error") {
            return take_error(value);
        }
        return delivery_.record(RecordKind::person, message);
    }

    model::Result<void> take_gone(element value)
    {
        auto id = text_of(value);
        if (!id || id->empty() || value.is_bool()) {
            return wrong("gone", R"({"gone": "E1042"}, the employee id)");
        }
        delivery_.gone(std::move(*id));
        return {};
    }

    // The program says why it can't go on: {"error": "..."} or {"error": {"kind", "message",
    // "hint"}}.
    model::Result<void> take_error(element value)
    {
        object parts;
        model::Error error{ErrorKind::transient, text_of(value).value_or(""), ""};
        if (value.get(parts) == simdjson::SUCCESS) {
            const std::string kind = text_in(parts, "kind");
            error = {kind == "unauthorised" ? ErrorKind::unauthorised
                     : kind == "invalid"    ? ErrorKind::invalid
                     : kind == "throttled"  ? ErrorKind::throttled
                                            : ErrorKind::transient,
                     text_in(parts, "message"), text_in(parts, "hint")};
        }
        error.message = delivery_.where() + ": " +
                        (error.message.empty() ? "the program reports an error" : error.message);
        if (error.hint.empty() && error.kind == ErrorKind::unauthorised) {
            error.hint = "check the credentials that it is given";
        }
        error_ = std::move(error);
        return {};
    }

    tl::unexpected<model::Error> wrong(std::string_view name, const std::string& write) const
    {
        return delivery_.fault("\"" + std::string{name} + "\" has a value of the wrong type",
                               "write " + write);
    }

    Delivery& delivery_;
    std::optional<bool> complete_;
    std::optional<std::int64_t> total_;
    std::optional<model::Error> error_;
    std::string state_;
};

// What the program left out, or said twice, shows against its own count.
model::Result<void> check_end(const Lines& lines, std::int64_t records, const std::string& program)
{
    if (lines.complete() && lines.total().value_or(records) != records) {
        return model::fail(ErrorKind::invalid,
                           program + " says that there are " + std::to_string(*lines.total()) +
                               " records, and " + std::to_string(records) +
                               " came: a part is missing or came twice, so nothing of it is taken",
                           "the next run reads it again; if it stays so, the answer is cut short "
                           "or its total is wrong");
    }
    if (lines.complete()) {
        return {};
    }
    return model::fail(ErrorKind::transient,
                       program + " ended without saying how complete its answer is",
                       R"(its last line is {"complete": true} if these were all, or )"
                       R"({"complete": false} if these were the changes)");
}

} // namespace

model::Result<sdk::ReadResult> read_lines(Session& session, const sdk::ReadRequest& request,
                                          sdk::RecordSink& sink)
{
    Delivery delivery = session.delivery(sink);
    Lines lines{delivery};
    std::map<std::string, std::string> environment{{"CONFIG_FILE", session.config_path()},
                                                   {"READ", request.full ? "full" : "changes"}};
    const auto before = state_in(request.cursor, kProtocol);
    if (before && !request.full) {
        auto path = session.file("state.json", *before);
        if (!path) {
            return tl::unexpected(path.error());
        }
        environment["STATE_FILE"] = *path;
    }
    Outcome outcome;
    outcome.ended = session.run({}, environment, [&](auto line) { return lines.take(line); });
    if (lines.error()) { // says more than the status it ended with
        outcome.ended = tl::unexpected(*lines.error());
    } else if (outcome.ended) {
        outcome.ended = check_end(lines, delivery.records(), session.program());
    }
    if (auto kept = session.keep_rewritten_config(); !kept) {
        return tl::unexpected(kept.error());
    }
    outcome.went_on = environment.contains("STATE_FILE");
    outcome.may_continue = !lines.state().empty();
    outcome.cursor = lines.state().empty()
                         ? request.cursor
                         : cursor_of(kProtocol, model::Json::parse(lines.state()));
    if (lines.complete().value_or(false)) {
        outcome.completeness = sdk::Completeness::complete;
    }
    outcome.notes = session.program() + ": " + std::to_string(delivery.records()) + " records";
    return result_of(std::move(outcome), request, delivery);
}

} // namespace rosterd::exec
