// What we know the DingTalk organisation to be, and which of it is ours.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/former.hpp"
#include "core/model/observed.hpp"
#include "core/model/person.hpp"

namespace rosterd::state
{

// The tie between a person (source, employee_id) and an account.
struct PersonLink {
    std::string source;
    std::string employee_id;
    std::string userid;
    bool created = false; // by rosterd; false = adopted
    model::Instant since{};
    std::optional<model::Instant> disabled_since; // by rosterd
    std::optional<model::Former> former{};        // the account that rosterd removed
};

// Somebody said that the account is not this person's: no rule matches the two any more.
struct Apart {
    std::string source;
    std::string employee_id;
    std::string userid;
    bool operator==(const Apart&) const = default;
};

struct DepartmentLink {
    model::DepartmentKey key;
    model::DeptId dept_id = 0;
    bool created = false; // by rosterd; an adopted department is never deleted
};

// DingTalk asked the person to agree before they join (40103): no read shows an account until then,
// and nothing tells of a refusal [common-errors].
struct Invitation {
    std::string source;
    std::string employee_id;
    std::string userid; // that the account is to have
    std::string name;
    std::string mobile; // that was invited
    model::Instant since{};
    model::Instant asked{}; // when DingTalk was last asked for the account
    bool operator==(const Invitation&) const = default;
};

// An account that a read found to be another than was known.
struct ChangedUser {
    std::string userid;
    std::optional<model::ObservedUser> before; // nullopt: it was not known
};

enum class UserKey { userid, job_number, mobile, email, org_email, telephone };

class MirrorStore
{
public:
    virtual ~MirrorStore() = default;

    // When the last complete read of DingTalk ended; nullopt before the first.
    virtual std::optional<model::Instant> completed_at() = 0;
    // Takes over a complete read; answers the accounts that appeared, changed or vanished.
    virtual std::vector<ChangedUser> replace(const model::ObservedOrganisation& read,
                                             model::Instant completed_at) = 0;

    virtual std::vector<model::ObservedDepartment> departments() = 0;
    virtual void put(const model::ObservedDepartment& department) = 0;
    virtual void remove_department(model::DeptId dept_id) = 0;

    virtual std::vector<model::ObservedUser> users(std::span<const std::string> userids) = 0;
    virtual bool has_user(const std::string& userid) = 0;
    virtual std::vector<model::ObservedUser> everyone() = 0; // ordered by userid
    virtual std::vector<model::ObservedUser> find(UserKey key,
                                                  std::span<const std::string> values) = 0;
    virtual std::vector<std::string> members_of(model::DeptId dept_id) = 0; // direct members
    // Their number, counted up to `most`.
    virtual std::int64_t count_members(model::DeptId dept_id, std::int64_t most) = 0;
    virtual std::vector<std::string> administrators() = 0;
    virtual void put(const model::ObservedUser& user) = 0;
    virtual void remove_user(const std::string& userid) = 0;
    // Whoever has this account as their manager has none from now on; answers their userids.
    virtual std::vector<std::string> drop_manager(const std::string& userid) = 0;

    virtual std::vector<PersonLink> links() = 0;
    virtual std::optional<PersonLink> link_of(const std::string& source,
                                              const std::string& employee_id) = 0;
    virtual std::optional<PersonLink> link_to(const std::string& userid) = 0;
    virtual void put(const PersonLink& link) = 0;
    virtual void remove_link(const std::string& source, const std::string& employee_id) = 0;
    virtual std::int64_t count_links() = 0;           // also of those whose account is gone
    virtual std::int64_t count_linked_accounts() = 0; // of those that are there; looks at each

    virtual std::vector<Invitation> invitations() = 0;
    virtual std::optional<Invitation> invitation_of(const std::string& source,
                                                    const std::string& employee_id) = 0;
    virtual void put(const Invitation& invitation) = 0;
    virtual void remove_invitation(const std::string& source, const std::string& employee_id) = 0;

    virtual std::vector<Apart> apart() = 0;
    virtual void put(const Apart& apart) = 0;
    virtual void remove(const Apart& apart) = 0;

    virtual std::vector<DepartmentLink> department_links() = 0;
    virtual void put(const DepartmentLink& link) = 0;
    virtual void remove_department_link(const model::DepartmentKey& key) = 0;
};

} // namespace rosterd::state
