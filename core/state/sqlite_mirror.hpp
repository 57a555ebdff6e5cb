// The mirror and the links in SQLite.
#pragma once

#include "core/state/connection.hpp"

namespace rosterd::state
{

class SqliteMirror final : public MirrorStore
{
public:
    explicit SqliteMirror(Connection& connection) : db_{connection} {}

    std::optional<model::Instant> completed_at() override;
    std::vector<ChangedUser> replace(const model::ObservedOrganisation& read,
                                     model::Instant completed_at) override;
    std::vector<model::ObservedDepartment> departments() override;
    void put(const model::ObservedDepartment& department) override;
    void remove_department(model::DeptId dept_id) override;
    std::vector<model::ObservedUser> users(std::span<const std::string> userids) override;
    bool has_user(const std::string& userid) override;
    std::vector<model::ObservedUser> everyone() override;
    std::vector<model::ObservedUser> find(UserKey key,
                                          std::span<const std::string> values) override;
    std::vector<std::string> members_of(model::DeptId dept_id) override;
    std::int64_t count_members(model::DeptId dept_id, std::int64_t most) override;
    std::vector<std::string> administrators() override;
    void put(const model::ObservedUser& user) override;
    void remove_user(const std::string& userid) override;
    std::vector<std::string> drop_manager(const std::string& userid) override;

    std::vector<PersonLink> links() override;
    std::optional<PersonLink> link_of(const std::string& source,
                                      const std::string& employee_id) override;
    std::optional<PersonLink> link_to(const std::string& userid) override;
    void put(const PersonLink& link) override;
    void remove_link(const std::string& source, const std::string& employee_id) override;
    std::int64_t count_links() override;
    std::int64_t count_linked_accounts() override;
    std::vector<Invitation> invitations() override;
    std::optional<Invitation> invitation_of(const std::string& source,
                                            const std::string& employee_id) override;
    void put(const Invitation& invitation) override;
    void remove_invitation(const std::string& source, const std::string& employee_id) override;
    std::vector<Apart> apart() override;
    void put(const Apart& apart) override;
    void remove(const Apart& apart) override;
    std::vector<DepartmentLink> department_links() override;
    void put(const DepartmentLink& link) override;
    void remove_department_link(const model::DepartmentKey& key) override;

private:
    void count_link(int by);

    Connection& db_;
};

} // namespace rosterd::state
