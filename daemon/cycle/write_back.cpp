#include "daemon/cycle/write_back.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "core/model/record.hpp"
#include "daemon/cycle/contained.hpp"

namespace rosterd::cycle
{

namespace
{

using model::Json;
using Items = std::vector<state::WriteBack>;
using Answers = std::vector<model::Result<void>>;

constexpr int kAtOnce = 500; // people, before it is written down that they were told
constexpr model::Duration kLongest = std::chrono::minutes{5};
constexpr model::Duration kFirstWait = std::chrono::minutes{1};
constexpr model::Duration kLongestWait = std::chrono::hours{6};

// Its roster may be wrong or old: what HR says itself is not known then.
bool in_doubt(const Report& report, const std::string& source)
{
    const auto read = std::ranges::find(report.sources, source, &SourceReport::name);
    if (read == report.sources.end() || !read->ok || read->refused) {
        return true;
    }
    static constexpr std::array<std::string_view, 6> guards{"source_shrinks",    "earlier_read",
                                                            "emptied_fields",    "moved_values",
                                                            "vanished_branches", "doubles"};
    std::map<std::string_view, std::string_view> source_of;
    for (const model::Operation& operation : report.plan.operations) {
        source_of[operation.id] = operation.source;
    }
    return std::ranges::any_of(report.plan.held, [&](const model::Hold& hold) {
        return std::ranges::find(guards, hold.guard) != guards.end() &&
               std::ranges::any_of(hold.operations,
                                   [&](const std::string& id) { return source_of[id] == source; });
    });
}

// What waits for one person.
struct Message {
    sdk::Learned learned;
    Items items;
};

std::vector<Message> messages_of(Items items)
{
    std::vector<Message> out;
    for (state::WriteBack& item : items) {
        if (out.empty() || out.back().learned.employee_id != item.employee_id) {
            out.push_back({{item.employee_id, {}}, {}});
        }
        out.back().learned.values[item.field] = *item.value;
        out.back().items.push_back(std::move(item));
    }
    // In another order at each attempt: one for whom it never works is not always ahead of others.
    std::ranges::stable_sort(out, {}, [](const Message& message) {
        return model::fingerprint(message.learned.employee_id,
                                  static_cast<std::uint64_t>(message.items.front().attempts));
    });
    return out;
}

std::string names_of(const Items& items)
{
    std::string out;
    for (const state::WriteBack& item : items) {
        out += (out.empty() ? "" : ", ") + item.field;
    }
    return out;
}

class Teller
{
public:
    Teller(Surroundings& with, const std::string& run_id, Source& source)
        : with_{with}, run_id_{run_id}, source_{source}, out_{source.name}
    {
    }

    WrittenBack run()
    {
        const model::Duration began = with_.loop.steady();
        while (!with_.stop.asked() && with_.loop.steady() - began < kLongest) {
            with_.pulse.beat();
            const auto messages =
                messages_of(with_.store.fields().due(source_.name, with_.loop.now(), kAtOnce));
            if (messages.empty() || !tell(messages)) {
                break;
            }
        }
        tell_of_failures();
        return std::move(out_);
    }

private:
    // False: nobody could be told, and the others need not be tried.
    bool tell(const std::vector<Message>& messages)
    {
        const Answers answers = ask(messages);
        const auto told_before = out_.people;
        bool cancelled = false;
        with_.store.transaction([&] {
            for (std::size_t i = 0; i < messages.size(); ++i) {
                if (answers[i]) {
                    note_told(messages[i]);
                } else if (answers[i].error().kind == model::ErrorKind::cancelled) {
                    cancelled = true;
                } else {
                    put_off(messages[i], answers[i].error());
                }
            }
        });
        return !cancelled && out_.people > told_before;
    }

    Answers ask(const std::vector<Message>& messages)
    {
        std::vector<sdk::Learned> people;
        people.reserve(messages.size());
        for (const Message& message : messages) {
            people.push_back(message.learned);
        }
        auto answers = contained(
            [&]() -> model::Result<Answers> { return source_.connector->write_back(people); });
        if (answers && answers->size() != people.size()) {
            answers = tl::unexpected(thrown_by_connector("it did not answer for each person"));
        }
        return answers ? std::move(*answers)
                       : Answers(people.size(), tl::unexpected(answers.error()));
    }

    void note_told(const Message& message)
    {
        with_.store.fields().told(message.items, with_.loop.now());
        state::AuditEntry entry;
        entry.at = with_.loop.now();
        entry.run_id = run_id_;
        entry.actor = "rosterd";
        entry.action = "write_back";
        entry.employee_id = message.learned.employee_id;
        entry.target = source_.name;
        entry.after = message.learned.values;
        entry.cause = {{"source", source_.name}};
        with_.store.audit().append(entry);
        ++out_.people;
        with_.log.info("write_back.told", {{"run_id", run_id_},
                                           {"source", source_.name},
                                           {"employee_id", message.learned.employee_id},
                                           {"fields", names_of(message.items)}});
    }

    void put_off(const Message& message, const model::Error& error)
    {
        const std::string why = error.message + (error.hint.empty() ? "" : "; " + error.hint);
        for (const state::WriteBack& item : message.items) {
            with_.store.fields().put_off({&item, 1},
                                         with_.loop.now() + wait_after(item.attempts + 1), why);
        }
        ++out_.put_off;
        out_.error = out_.error.empty() ? why : out_.error;
        auto [at, fresh] = failures_.try_emplace(why, message.learned.employee_id, 0);
        ++at->second.second;
    }

    // One line for each reason: a source out of reach is one, whomever it concerns.
    void tell_of_failures()
    {
        for (const auto& [why, people] : failures_) {
            with_.log.warning("write_back.put_off", {{"run_id", run_id_},
                                                     {"source", source_.name},
                                                     {"employee_id", people.first},
                                                     {"people", people.second},
                                                     {"message", why}});
        }
    }

    Surroundings& with_;
    const std::string& run_id_;
    Source& source_;
    WrittenBack out_;
    std::map<std::string, std::pair<std::string, std::int64_t>>
        failures_; // why: who first, how many
};

} // namespace

model::Duration wait_after(int attempts)
{
    const int doublings = std::clamp(attempts - 1, 0, 16);
    return std::min(kLongestWait, kFirstWait * (1 << doublings));
}

void write_back(Surroundings& with, Report& report)
{
    std::vector<std::string> asked;
    for (Source& source : with.sources) {
        if (source.write_back.empty() || source.only_look || in_doubt(report, source.name)) {
            continue;
        }
        asked.push_back(source.name);
        WrittenBack one = Teller{with, report.run_id, source}.run();
        if (one.people + one.put_off > 0) {
            report.written_back.push_back(std::move(one));
        }
    }
    for (const state::Backlog& one : with.store.fields().backlogs()) {
        const bool was_asked = std::ranges::find(asked, one.source) != asked.end();
        if (was_asked && (!report.write_back_at || one.next < *report.write_back_at)) {
            report.write_back_at = one.next;
        }
    }
}

} // namespace rosterd::cycle
