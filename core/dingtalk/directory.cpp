#include "core/dingtalk/directory.hpp"

#include "core/dingtalk/account_calls.hpp"
#include "core/dingtalk/company_calls.hpp"
#include "core/dingtalk/department_calls.hpp"
#include "core/dingtalk/organisation_reader.hpp"

namespace rosterd::dingtalk
{

namespace
{

using model::Json;

class AddressBook final : public Directory
{
public:
    AddressBook(Client& client, DirectoryOptions options)
        : client_(client), options_(std::move(options)),
          rights_(make_rights(client, options_.operator_userid))
    {
    }

    void create_user(const std::string& userid, const Json& fields, Answer<Created> done) override
    {
        ask(client_, dingtalk::create_user(userid, fields), std::move(done));
    }

    void update_user(const std::string& userid, const Json& fields, Answer<Nothing> done) override
    {
        ask(client_, dingtalk::update_user(userid, fields), std::move(done));
    }

    void delete_user(const std::string& userid, Answer<Nothing> done) override
    {
        ask(client_, dingtalk::delete_user(userid), std::move(done));
    }

    void disable_user(const std::string& userid, const std::string& reason,
                      Answer<Nothing> done) override
    {
        ask(client_, disable_account(userid, reason), std::move(done));
    }

    void sign_out_user(const std::string& userid, const std::string& reason,
                       Answer<Nothing> done) override
    {
        ask(client_, sign_out_account(userid, reason), std::move(done));
    }

    void transfer_user(Transfer transfer, Answer<Nothing> done) override
    {
        if (options_.operator_userid.empty()) {
            ApiError error;
            error.code = "12150";
            error.message = "a transfer is made in somebody's name, and dingtalk.operator_userid "
                            "is not configured";
            done(tl::unexpected(std::move(error)));
            return;
        }
        transfer.operator_userid = options_.operator_userid;
        ask(client_, dingtalk::transfer(transfer), std::move(done));
    }

    void enable_user(const std::string& userid, Answer<Nothing> done) override
    {
        ask(client_, enable_account(userid), std::move(done));
    }

    void get_user(const std::string& userid,
                  Answer<std::optional<model::ObservedUser>> done) override
    {
        ask(client_, dingtalk::get_user(userid, options_.region), std::move(done));
    }

    void userid_by_mobile(const std::string& mobile,
                          Answer<std::optional<std::string>> done) override
    {
        ask(client_, dingtalk::userid_by_mobile(mobile), std::move(done));
    }

    void create_department(const Json& fields, Answer<CreatedDepartment> done) override
    {
        ask(client_, dingtalk::create_department(fields), std::move(done));
    }

    void update_department(model::DeptId dept_id, const Json& fields, Answer<Nothing> done) override
    {
        ask(client_, dingtalk::update_department(dept_id, fields), std::move(done));
    }

    void delete_department(model::DeptId dept_id, Answer<Nothing> done) override
    {
        ask(client_, dingtalk::delete_department(dept_id), std::move(done));
    }

    void get_department(model::DeptId dept_id,
                        Answer<std::optional<model::ObservedDepartment>> done) override
    {
        ask(client_, dingtalk::get_department(dept_id), std::move(done));
    }

    void sub_departments(model::DeptId parent,
                         Answer<std::vector<model::ObservedDepartment>> done) override
    {
        ask(client_, list_sub_departments(parent), std::move(done));
    }

    void read_organisation(model::DeptId root, Answer<model::ObservedOrganisation> done) override
    {
        dingtalk::read_organisation(client_, options_.region, root, std::move(done));
    }

    void visible_departments(Answer<std::vector<model::DeptId>> done) override
    {
        ask(client_, auth_scopes(),
            Answer<Scopes>([done = std::move(done)](const tl::expected<Scopes, ApiError>& scopes) {
                if (scopes) {
                    done(scopes->dept_ids);
                } else {
                    done(tl::unexpected(scopes.error()));
                }
            }));
    }

    Rights& rights() override { return *rights_; }

private:
    Client& client_;
    DirectoryOptions options_;
    std::unique_ptr<Rights> rights_;
};

} // namespace

std::unique_ptr<Directory> make_directory(Client& client, DirectoryOptions options)
{
    return std::make_unique<AddressBook>(client, std::move(options));
}

} // namespace rosterd::dingtalk
