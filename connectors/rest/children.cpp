#include "connectors/rest/children.hpp"

#include <deque>
#include <map>

namespace rosterd::rest
{

namespace
{

using model::Json;

struct Parent {
    Json* record = nullptr;
    std::string id;
};

bool is_wanted(const Session& session, ChildSpec& child, const Json& record)
{
    if (!child.has_when) {
        return true;
    }
    const auto outcome = child.when.run(record, session.variables).front();
    return !outcome.error && !outcome.values.empty() && outcome.values.front() == true;
}

model::Result<void> put(const Session& session, ChildSpec& child, const Answer& answer,
                        Json& record)
{
    if (answer.missing) {
        record[child.name] = child.single ? Json(nullptr) : Json::array();
        return {};
    }
    auto values = records_of(session, child.query, answer);
    if (!values) {
        return tl::unexpected(values.error());
    }
    if (child.single) {
        record[child.name] = values->empty() ? Json(nullptr) : std::move(values->front());
    } else {
        record[child.name] = std::move(*values);
    }
    return {};
}

// Unpaged: as many at a time as the limits allow.
model::Result<void> ask_each(const Session& session, ChildSpec& child,
                             const std::vector<Parent>& parents)
{
    std::deque<Scope> scopes;
    std::vector<Question> questions;
    for (const Parent& parent : parents) {
        Scope& scope = scopes.emplace_back(&session.scope);
        scope.set("id", parent.id);
        scope.set("record", *parent.record);
        questions.push_back(
            {&child.query.request, &child.query.answer, &scope, {}, &child.missing});
    }
    const auto answers = session.caller.ask_all(questions);
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!answers[i]) {
            return tl::unexpected(answers[i].error());
        }
        if (auto done = put(session, child, *answers[i], *parents[i].record); !done) {
            return done;
        }
    }
    return {};
}

model::Result<void> page_through(const Session& session, ChildSpec& child, const Parent& parent)
{
    Scope scope{&session.scope};
    scope.set("id", parent.id);
    scope.set("record", *parent.record);
    Json all = Json::array();
    const auto done =
        read_query(session, child.query, scope, std::nullopt, &child.missing, [&](Page page) {
            for (Json& one : page.records) {
                all.push_back(std::move(one));
            }
            return model::Result<void>{};
        });
    if (!done) {
        return done;
    }
    (*parent.record)[child.name] = std::move(all);
    return {};
}

model::Result<void> ask_batch(const Session& session, ChildSpec& child,
                              const std::vector<Parent>& parents)
{
    Scope scope{&session.scope};
    Json ids = Json::array();
    std::map<std::string, Json*> by_id;
    for (const Parent& parent : parents) {
        ids.push_back(parent.id);
        by_id[parent.id] = parent.record;
        (*parent.record)[child.name] = child.single ? Json(nullptr) : Json::array();
    }
    scope.set("ids", std::move(ids));
    return read_query(session, child.query, scope, std::nullopt, &child.missing, [&](Page page) {
        for (Json& one : page.records) {
            const auto parent = child.parent.run(one, session.variables).front();
            if (parent.error || parent.values.empty()) {
                return model::Result<void>{model::fail(
                    model::ErrorKind::transient,
                    session.definition.name + ": whose '" + child.name +
                        "' this is can't be told: " + parent.error.value_or("nothing"))};
            }
            const auto found = by_id.find(text_of(parent.values.front()));
            if (found != by_id.end() && child.single) {
                (*found->second)[child.name] = std::move(one);
            } else if (found != by_id.end()) {
                (*found->second)[child.name].push_back(std::move(one));
            }
        }
        return model::Result<void>{};
    });
}

model::Result<void> add_child(const Session& session, ChildSpec& child,
                              const std::vector<Parent>& parents)
{
    if (child.batch > 0) {
        for (std::size_t at = 0; at < parents.size(); at += child.batch) {
            const auto end = std::min(at + child.batch, parents.size());
            const std::vector<Parent> some{parents.begin() + static_cast<std::ptrdiff_t>(at),
                                           parents.begin() + static_cast<std::ptrdiff_t>(end)};
            if (auto done = ask_batch(session, child, some); !done) {
                return done;
            }
        }
        return {};
    }
    if (child.query.paging.by == PagingSpec::By::nothing) {
        return ask_each(session, child, parents);
    }
    for (const Parent& parent : parents) {
        if (auto done = page_through(session, child, parent); !done) {
            return done;
        }
    }
    return {};
}

} // namespace

std::string id_of(const Session& session, StreamSpec& stream, const Json& record)
{
    const auto outcome = stream.identity.run(record, session.variables).front();
    return outcome.error || outcome.values.empty() ? std::string{}
                                                   : text_of(outcome.values.front());
}

model::Result<void> add_children(const Session& session, StreamSpec& stream,
                                 std::vector<Json>& records)
{
    for (ChildSpec& child : stream.children) {
        std::vector<Parent> parents;
        for (Json& record : records) {
            if (!record.is_object()) {
                continue;
            }
            record[child.name] = child.single ? Json(nullptr) : Json::array();
            if (is_wanted(session, child, record)) {
                parents.push_back({&record, id_of(session, stream, record)});
            }
        }
        if (auto done = add_child(session, child, parents); !done) {
            return done;
        }
    }
    return {};
}

} // namespace rosterd::rest
