#include "daemon/sandbox/refusal.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace rosterd::sandbox
{

namespace
{

constexpr auto kMessages = std::to_array<std::pair<int, std::string_view>>({
    {-1, "系统繁忙"},
    {404, "请求的URI地址不存在"},
    {33012, "无效的USERID"},
    {40001, "获取access_token时Secret错误，或者access_token无效"},
    {40009, "不合法的部门id"},
    {40010, "不合法的父部门id"},
    {40011, "不合法的排序order"},
    {40014, "不合法的access_token"},
    {40019, "该手机号码对应的用户最多可以加入5个非认证企业"},
    {40021, "更换的号码已注册过钉钉，无法使用该号码"},
    {40022,
     "企业中的手机号码和登录钉钉的手机号码不一致，暂时不支持修改用户信息，可以删除后重新添加"},
    {40023, "部门人数达到上限"},
    {40031, "不合法的UserID列表,userid不存在"},
    {40035, "缺少参数"},
    {40063, "不合法的电话号码"},
    {40064, "不合法的办公地点"},
    {40065, "不合法的备注"},
    {40066, "不合法的部门列表"},
    {40068, "不合法的偏移量"},
    {40069, "不合法的分页大小"},
    {40070, "不合法的排序参数"},
    {40093, "不合法的群主"},
    {40096, "不合法的appKey或appSecret"},
    {40100, "分机号已经存在"},
    {40101, "邮箱已经存在"},
    {40103, "已发出邀请，对方同意后即可完成添加"},
    {40104, "无效手机号"},
    {41001, "缺少access_token参数"},
    {41054, "不能修改手机号码，请删除后重新添加"},
    {42001, "access_token超时"},
    {43001, "需要GET请求"},
    {43002, "需要POST请求"},
    {47001, "解析JSON/XML内容错误"},
    {50002, "企业员工不在授权范围"},
    {50004, "企业部门不在授权范围"},
    {60001, "不合法的部门名称"},
    {60002, "部门层级深度超过限制"},
    {60003, "部门不存在"},
    {60004, "父部门不存在"},
    {60005, "不允许删除有成员的部门"},
    {60006, "不允许删除有子部门的部门"},
    {60007, "不允许删除根部门"},
    {60008, "父部门下该部门名称已存在"},
    {60009, "部门名称含有非法字符"},
    {60010, "部门存在循环关系"},
    {60011, "没有调用该接口的权限"},
    {60018, "不允许更新根部门"},
    {60021, "该部门下的部门名称已存在"},
    {60102, "UserID在公司中已存在"},
    {60103, "手机号码不合法，请输入正确的手机号，非中国大陆号码的格式为+xx-xxxxxx"},
    {60104, "手机号码在公司中已存在"},
    {60105, "邮箱不合法"},
    {60109, "不合法的可见性列表"},
    {60110, "部门个数超出限制"},
    {60112, "成员姓名不合法"},
    {60118, "职位不合法"},
    {60119, "扩展属性不合法"},
    {60121, "找不到该用户"},
    {60123, "工号不合法"},
    {60128, "无效的主管id"},
    {90018, "应用调用该接口的频率超过限制"},
    {90020, "企业本月的接口调用次数已用完"},
    {400002, "无效的参数"},
    {600109, "不合法的可见性列表"},
    {12150, "职位管理已开启，请在智能人事中调整职位和部门"},
    {23004, "系统角色不可编辑"},
    {33011, "无效的角色ID"},
    {34018, "角色参数为空"},
    {34020, "不合法的角色组"},
    {34021, "角色名称已存在"},
    {40003, "不合法的UserID"},
    {40020, "企业人数达到上限，请先完成企业认证"},
    {40024, "企业人数达到上限，请先完成企业认证"},
    {40056, "不合法的agentid"},
    {41011, "缺少agentid"},
    {41029, "消息接收者数量超过限制"},
    {41052, "发送结果未完成或接收者过多"},
    {41101, "内容过长"},
    {43004, "无效的HTTP HEADER Content-Type"},
    {46004, "员工不在企业中"},
    {60301, "不合法的角色ID"},
    {310000, "security check failed"},
    {300005, "token is not exist"},
    {400101, "access_token不存在"},
    {400105, "不支持的消息类型"},
    {410100, "发送速度太快而限流"},
    {660000, "参数为空"},
    {660026, "sending too many messages per minute"},
});

} // namespace

std::string message_of(int errcode)
{
    const auto* found =
        std::ranges::find(kMessages, errcode, &std::pair<int, std::string_view>::first);
    return found == kMessages.end() ? "error " + std::to_string(errcode)
                                    : std::string{found->second};
}

tl::unexpected<Refusal> refuse(int errcode, const std::string& detail)
{
    auto message = message_of(errcode);
    if (!detail.empty()) {
        message += "," + detail;
    }
    return tl::unexpected<Refusal>{Refusal{errcode, std::move(message), false}};
}

tl::unexpected<NewRefusal> refuse_new(int status, std::string code, std::string message)
{
    return tl::unexpected<NewRefusal>{NewRefusal{status, std::move(code), std::move(message)}};
}

} // namespace rosterd::sandbox
