#include "connectors/ldap/reading.hpp"

#include "connectors/ldap/person.hpp"

namespace rosterd::ldap
{

std::uint64_t Reading::key_of(const std::string& uuid)
{
    return model::fingerprint(uuid, 1);
}

model::Result<void> Reading::take(Entry entry, const std::string& uuid)
{
    if (auto whole = lookups_.complete(entry); !whole) {
        return whole;
    }
    const std::string id = entry.first(settings_.id);
    std::string manager_id;
    if (!settings_.manager.empty()) {
        auto found = lookups_.id_at(entry.first(settings_.manager));
        if (!found) {
            return tl::unexpected(found.error());
        }
        manager_id = std::move(*found);
    }
    ++taken_;
    if (!uuid.empty()) {
        cursor_.people.set(key_of(uuid), id);
        if (of_ == Of::changes) {
            mentioned_.insert(key_of(uuid));
            ids_.insert(id);
        }
    }
    model::Record record = record_of(entry, settings_, source_, manager_id, no_text_);
    if (!sink_.known(record.fingerprint, 0)) {
        sink_.record(std::move(record));
    }
    return {};
}

void Reading::gone(const std::string& uuid)
{
    gone_.push_back(key_of(uuid));
}

void Reading::the_others_are_gone()
{
    const auto others = cursor_.people.without(mentioned_);
    gone_.insert(gone_.end(), others.begin(), others.end());
}

model::Result<void> Reading::finish()
{
    for (const std::uint64_t key : gone_) {
        const std::string id = cursor_.people.find(key);
        if (id.empty() || ids_.contains(id)) {
            continue; // nobody of ours, or come back as another entry
        }
        const auto there = lookups_.is_there(id);
        if (!there) {
            return tl::unexpected(there.error());
        }
        if (!*there && ids_.insert(id).second) {
            ++told_gone_;
            sink_.tombstone(id, {source_, settings_.url + ": deleted entry of " + id, "", 0});
        }
    }
    for (const std::uint64_t key : gone_) {
        cursor_.people.set(key, "");
    }
    for (const std::string& attribute : no_text_) {
        model::Finding finding;
        finding.origin = {source_, settings_.base, "", 0};
        finding.column = attribute;
        finding.rule = "ldap.no_text";
        finding.severity = model::Severity::warning;
        finding.message = "the directory has bytes in " + attribute +
                          " that are no text; it is "
                          "taken for empty";
        finding.hint = "leave " + attribute + " out of the source's `attributes`";
        sink_.finding(std::move(finding));
    }
    return {};
}

} // namespace rosterd::ldap
