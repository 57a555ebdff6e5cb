#include "connectors/sdk/contract_suite.hpp"

#include <algorithm>
#include <set>

#include "connectors/sdk/test_kit.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

class Suite
{
public:
    explicit Suite(const ContractMeans& means) : means_{means} {}

    std::vector<std::string> run();

private:
    // Whether the situation is there to be checked; says what is missing otherwise.
    bool enter(const std::string& name, bool given);
    void expect(bool holds, const std::string& promise);
    const model::Error* expect_error(const model::Result<ReadResult>& result);

    void check_complete();
    void check_resume();
    void check_broken();
    void check_going_on();
    void check_throttled();
    void check_credentials();
    void check_drift();
    void check_tombstones();
    void check_cancelled();
    void check_million();

    const ContractMeans& means_;
    std::string situation_;
    std::vector<std::string> violations_;
};

bool Suite::enter(const std::string& name, bool given)
{
    situation_ = name;
    const auto why = means_.absent.find(name);
    const bool excused = why != means_.absent.end() && !why->second.empty();
    expect(given || excused, "is given, or said why it can't come about");
    expect(!given || why == means_.absent.end(), "can't be given and absent");
    return given;
}

void Suite::expect(bool holds, const std::string& promise)
{
    if (!holds) {
        violations_.push_back(situation_ + ": " + promise);
    }
}

const model::Error* Suite::expect_error(const model::Result<ReadResult>& result)
{
    expect(!result, "the read is an error");
    if (result) {
        return nullptr;
    }
    const model::Error& error = result.error();
    expect(!error.message.empty(), "the error says what is wrong");
    expect(situation_ == "cancelled" || error.kind != ErrorKind::cancelled,
           "the error is not taken for a wish to stop");
    return &error;
}

std::set<std::string> texts_of(const RememberingSink& sink)
{
    std::set<std::string> out;
    for (const model::Record& record : sink.records) {
        out.insert(RememberingSink::text_of(record));
    }
    return out;
}

// Every promise that needs no particular situation.
void Suite::check_complete()
{
    if (!enter("complete", static_cast<bool>(means_.complete))) {
        return;
    }
    bool broken = false;
    const ContractCase contract{[&] {
                                    return broken && means_.broken_half_way
                                               ? means_.broken_half_way()
                                               : means_.complete();
                                },
                                [&] { broken = true; }};
    for (const std::string& violation : contract_violations(contract)) {
        const bool excused = !means_.broken_half_way && violation.starts_with("a broken read");
        expect(excused, violation);
    }
}

// What changed since the cursor comes, although a read in between broke; what did not change is
// known or not named, and nobody is gone.
void Suite::check_resume()
{
    if (!enter("change", means_.change && means_.change_back && means_.complete)) {
        return;
    }
    RememberingSink sink;
    const auto before = means_.complete()->read({true, ""}, sink);
    expect(before.has_value(), "the source can be read before it changes");
    if (!before) {
        return;
    }
    const std::size_t people = sink.records.size();
    sink.learn();
    means_.change();
    if (means_.broken_half_way) {
        RememberingSink thrown_away;
        expect(!means_.broken_half_way()->read({false, before->cursor}, thrown_away),
               "a read that breaks while it continues is an error");
    }
    const auto after = means_.complete()->read({false, before->cursor}, sink);
    means_.change_back();
    expect(after.has_value(), "a read continues from its cursor");
    if (!after) {
        return;
    }
    expect(after->completeness != Completeness::nothing, "a change is something");
    expect(!sink.records.empty(), "what changed since the cursor is delivered");
    expect(sink.records.size() < people, "what did not change is known, or not named");
    expect(sink.tombstones.empty(), "a change lets nobody go");
    expect(after->completeness != Completeness::complete || sink.fingerprints.size() >= people,
           "a read that says it is complete has everybody");
}

void Suite::check_broken()
{
    if (!enter("broken_half_way", static_cast<bool>(means_.broken_half_way))) {
        return;
    }
    RememberingSink sink;
    const auto result = means_.broken_half_way()->read({true, ""}, sink);
    if (const model::Error* error = expect_error(result)) {
        expect(error->kind != ErrorKind::unauthorised, "the credentials are not what is blamed");
    }
    RememberingSink part;
    const auto first = means_.broken_half_way()->read({false, ""}, part);
    expect(!first || !first->broke_off || means_.breaks_off,
           "whoever can go on after a break shows how: breaks_off");
}

// What came before the break holds, the rest comes with the next read, and that one does not make
// leavers of the first part: it is not all.
void Suite::check_going_on()
{
    situation_ = "breaks_off";
    if (!means_.breaks_off || !means_.complete) {
        return;
    }
    RememberingSink whole, first, rest;
    const auto all = means_.complete()->read({true, ""}, whole);
    const auto broken = means_.breaks_off()->read({false, ""}, first);
    expect(all && broken && broken->broke_off, "the read breaks off, and says why");
    if (!all || !broken || !broken->broke_off) {
        return;
    }
    expect(broken->completeness == Completeness::changes, "what came are changes");
    const auto next = means_.breaks_off()->read({false, broken->cursor}, rest);
    expect(next && !next->broke_off, "the next read goes on there");
    if (!next) {
        return;
    }
    expect(next->completeness != Completeness::complete ||
               rest.records.size() >= whole.records.size(),
           "the rest is not taken for all");
    std::set<std::string> together = texts_of(first);
    together.merge(texts_of(rest));
    expect(together == texts_of(whole), "both parts together are everybody");
}

// It may wait itself, or say that it has to.
void Suite::check_throttled()
{
    if (!enter("throttled", static_cast<bool>(means_.throttled))) {
        return;
    }
    RememberingSink sink, whole;
    const auto result = means_.throttled()->read({true, ""}, sink);
    if (!result) {
        const ErrorKind kind = result.error().kind;
        expect(kind == ErrorKind::throttled || kind == ErrorKind::transient,
               "the error says that it may work later");
        return;
    }
    if (means_.complete && means_.complete()->read({true, ""}, whole)) {
        expect(texts_of(sink) == texts_of(whole), "whoever waits gets the same records");
    }
}

void Suite::check_credentials()
{
    if (!enter("wrong_credentials", static_cast<bool>(means_.wrong_credentials))) {
        return;
    }
    RememberingSink sink;
    const auto result = means_.wrong_credentials()->read({true, ""}, sink);
    const model::Error* error = expect_error(result);
    if (error == nullptr) {
        return;
    }
    expect(error->kind == ErrorKind::unauthorised, "the error is of kind unauthorised");
    expect(!error->hint.empty(), "the error says what to do");
    const std::string said = error->message + error->hint;
    expect(means_.secret.empty() || said.find(means_.secret) == std::string::npos,
           "the error keeps the secret");
}

// A field more is no fault; where one can't be understood any more, it is named.
void Suite::check_drift()
{
    if (!enter("schema_drift", static_cast<bool>(means_.schema_drift))) {
        return;
    }
    RememberingSink before, after;
    const auto whole =
        means_.complete ? means_.complete()->read({true, ""}, before) : model::Result<ReadResult>{};
    const auto result = means_.schema_drift()->read({true, ""}, after);
    if (!result) {
        expect(result.error().kind == ErrorKind::invalid, "a refusal is of kind invalid");
        expect(!result.error().message.empty() && !result.error().hint.empty(),
               "a refusal names the field and what to do");
        return;
    }
    expect(!whole || after.records.size() == before.records.size(), "nobody is lost by it");
    expect(std::none_of(after.records.begin(), after.records.end(),
                        [](const model::Record& record) { return record.cells.empty(); }),
           "a record has cells");
}

void Suite::check_tombstones()
{
    if (!enter("tombstones", static_cast<bool>(means_.tombstones))) {
        return;
    }
    RememberingSink sink;
    auto result = means_.tombstones()->read({false, ""}, sink);
    if (result && sink.tombstones.empty()) { // some only tell whoever read before
        sink.restart();
        result = means_.tombstones()->read({false, result->cursor}, sink);
    }
    expect(result.has_value(), "the source can be read");
    expect(result && result->completeness != Completeness::nothing,
           "somebody's going is something");
    expect(!sink.tombstones.empty(), "whom the source says is gone is named");
    const auto is_of_the_gone = [&](const model::Record& record) {
        return std::any_of(record.cells.begin(), record.cells.end(), [&](const model::Cell& cell) {
            return cell.text == sink.tombstones.front();
        });
    };
    expect(sink.tombstones.empty() ||
               (!sink.tombstones.front().empty() &&
                std::none_of(sink.records.begin(), sink.records.end(), is_of_the_gone)),
           "whoever is gone has an id, and is not here at the same time");
}

void Suite::check_cancelled()
{
    if (!enter("cancelled", static_cast<bool>(means_.cancelled))) {
        return;
    }
    RememberingSink sink;
    const auto result = means_.cancelled()->read({true, ""}, sink);
    if (const model::Error* error = expect_error(result)) {
        expect(error->kind == ErrorKind::cancelled, "the error is of kind cancelled");
    }
}

void Suite::check_million()
{
    if (!enter("million", static_cast<bool>(means_.million))) {
        return;
    }
    CountingSink sink;
    const auto connector = means_.million();
    const auto result = connector->read({true, ""}, sink);
    expect(result.has_value(),
           "the source can be read" + (result ? "" : ": " + result.error().message));
    expect(sink.records == means_.records, "all of them come, not " + std::to_string(sink.records));
    expect(sink.most_bytes <= means_.most_bytes,
           "memory stays bounded; it took " + std::to_string(sink.most_bytes) + " bytes");
}

std::vector<std::string> Suite::run()
{
    check_complete();
    check_resume();
    check_broken();
    check_going_on();
    check_throttled();
    check_credentials();
    check_drift();
    check_tombstones();
    check_cancelled();
    check_million();
    return std::move(violations_);
}

} // namespace

std::vector<std::string> suite_violations(const ContractMeans& means)
{
    return Suite{means}.run();
}

} // namespace rosterd::sdk
