#include "connectors/apart/far_connector.hpp"

#include <stdexcept>
#include <utility>

#include "connectors/apart/messages.hpp"
#include "connectors/apart/near_sink.hpp"

namespace rosterd::apart
{

namespace
{

using model::ErrorKind;
using model::Json;

process::Limits prompt()
{
    process::Limits limits;
    limits.idle = kPrompt;
    limits.total = kPrompt;
    return limits;
}

// For functions that have no other way to say so.
Json value_or_throw(model::Result<Json> result)
{
    if (!result) {
        throw std::runtime_error{result.error().message};
    }
    return std::move(*result);
}

} // namespace

struct FarConnector::Errand {
    Json request;
    std::string doing;
    process::Limits limits = prompt();
    bool can_be_stopped = false;
    NearSink* sink = nullptr; // where records may come
};

FarConnector::FarConnector(Home home, sdk::ConnectorContext context, process::Limits reading,
                           std::vector<std::string> secrets)
    : home_{std::move(home)}, context_{std::move(context)}, reading_{reading},
      secrets_{std::move(secrets)}
{
}

FarConnector::~FarConnector()
{
    if (child_) {
        child_->end();
    }
}

// No fault of the configuration, and no reason to read nothing at all.
model::Result<void> FarConnector::make() const
{
    return be_there(ErrorKind::permanent);
}

model::Result<void> FarConnector::be_there(ErrorKind broken) const
{
    if (child_) {
        return {};
    }
    auto child = Child::start(home_.command);
    if (!child) {
        return model::fail(broken, child.error().message, child.error().hint);
    }
    child_ = std::move(*child);
    has_read_ = false;
    Json request{{"do", "make"},
                 {"folder", home_.folder},
                 {"name", home_.name},
                 {"source", context_.source},
                 {"options", context_.options},
                 {"base_dir", context_.base_dir},
                 {"write_back", context_.write_back},
                 {"knows_headings", static_cast<bool>(context_.is_known_heading)}};
    try {
        auto made = send({std::move(request), "while it was made"});
        if (made) {
            return {};
        }
        if (!child_) {
            made.error().kind = broken;
        }
        child_.reset();
        return tl::unexpected(made.error());
    } catch (...) { // what the connector threw
        child_.reset();
        throw;
    }
}

model::Result<Json> FarConnector::ask(Errand errand) const
{
    if (child_ && child_->is_gone()) { // it ended while nobody asked it anything
        child_.reset();
    }
    if (auto there = be_there(ErrorKind::transient); !there) {
        return tl::unexpected(there.error());
    }
    return send(std::move(errand));
}

model::Result<Json> FarConnector::send(Errand errand) const
{
    process::Words words{context_.log, secrets_};
    const auto heed = [&](const Frame& frame) {
        return errand.sink != nullptr && errand.sink->take(frame) ? std::nullopt : reply_to(frame);
    };
    auto answer = child_->ask({std::move(errand.request), "connector '" + home_.name + "'",
                               std::move(errand.doing), errand.limits, &words,
                               errand.can_be_stopped ? context_.cancelled : nullptr, heed});
    if (child_->is_gone()) {
        child_.reset();
    }
    return answer ? result_in(*answer) : tl::unexpected(answer.error());
}

std::optional<Json> FarConnector::reply_to(const Frame& frame) const
{
    if (frame.says != Says::question) {
        throw Garbled{"something that was not asked for"};
    }
    return reading([&]() -> std::optional<Json> {
        const Json question = parsed(frame.body);
        const std::string ask = question.at("ask");
        if (ask == "heading" && context_.is_known_heading) {
            return context_.is_known_heading(question.at("heading"));
        }
        if (ask == "pending" && context_.inbox) {
            return json_of(context_.inbox->pending());
        }
        if (ask == "drop" && context_.inbox) {
            context_.inbox->drop(question.at("up_to"));
            return Json{};
        }
        throw Garbled{"a question that has no answer"};
    });
}

model::Result<sdk::ReadResult> FarConnector::read(const sdk::ReadRequest& request,
                                                  sdk::RecordSink& sink)
{
    NearSink near{sink};
    const auto result = ask({{{"do", "read"}, {"full", request.full}, {"cursor", request.cursor}},
                             "while it was read",
                             reading_,
                             true,
                             &near});
    has_read_ = true;
    return result ? model::Result<sdk::ReadResult>{read_result_in(*result)}
                  : tl::unexpected(result.error());
}

void FarConnector::settled(const sdk::Settlement& settlement)
{
    value_or_throw(ask({{{"do", "settled"}, {"settlement", json_of(settlement)}},
                        "while it was told that its read was accepted",
                        reading_}));
}

std::vector<std::string> FarConnector::watched_paths() const
{
    const Json paths =
        value_or_throw(ask({{{"do", "watched_paths"}}, "while it was asked what to watch"}));
    if (!has_read_ && child_) { // whoever only watches needs no process beside it
        std::exchange(child_, nullptr)->end();
    }
    return reading([&] { return paths.get<std::vector<std::string>>(); });
}

model::Result<std::size_t> FarConnector::accept_push(const Json& body) const
{
    const auto result =
        ask({{{"do", "accept_push"}, {"body", body}}, "while something was pushed to it"});
    return result ? model::Result<std::size_t>{reading([&] { return result->get<std::size_t>(); })}
                  : tl::unexpected(result.error());
}

std::vector<model::Result<void>> FarConnector::write_back(const std::vector<sdk::Learned>& people)
{
    auto result = ask({{{"do", "write_back"}, {"people", json_of(people)}},
                       "while it was told what rosterd learned",
                       reading_,
                       true});
    if (result && (!result->is_array() || result->size() != people.size())) {
        result = model::fail(ErrorKind::permanent,
                             "connector '" + home_.name + "' did not answer for each of " +
                                 std::to_string(people.size()) + " people",
                             "tell whoever wrote it");
    }
    if (!result) {
        return std::vector<model::Result<void>>(people.size(), tl::unexpected(result.error()));
    }
    std::vector<model::Result<void>> out;
    for (const Json& one : *result) {
        const auto told = result_in(one);
        out.push_back(told ? model::Result<void>{} : tl::unexpected(told.error()));
    }
    return out;
}

} // namespace rosterd::apart
