"""Invented notices to judge: whole texts with places, dates and numbers to fill in."""

from typing import Any

from archive.notice import Notice

BODY = """各镇卫生院，区属各医疗卫生单位：
近期气温升高，蚊媒活跃，登革热输入和本地传播的风险明显上升。为保障群众身体健康，现就{year}年登革热防控工作有关事项通知如下。
一、加强监测报告。各单位要严格执行首诊负责制，对发热伴皮疹的就诊者详细询问外出史，发现疑似病例须在两小时内网络直报。
二、清除蚊媒孳生地。{place}将于{day}组织一次集中翻盆倒罐行动，重点清理学校、工地、菜市场和老旧小区的积水容器。
三、广泛开展宣传。利用村村响广播、微信群和宣传栏，告诉居民穿长袖衣裤、使用蚊帐和纱窗，发病后尽早就医并主动说明旅行史。
四、按时报送信息。请于{due}前将工作小结和孳生地清理台账报送疾病预防控制科，邮箱见附件。
{place}卫生健康局
{signed}"""

DEFAULTS = {"year": "2024", "place": "临湖区", "day": "8月20日", "due": "8月30日", "signed": "2024年8月12日"}


def notice(*, places: dict[str, str] | None = None, **fields: Any) -> Notice:
    """A notice about dengue control; *places* fill the gaps of its text, *fields* replace fields."""
    filled = DEFAULTS | (places or {})
    values: dict[str, Any] = {
        "title": f"关于做好{filled['year']}年登革热防控工作的通知",
        "body": BODY.format(**filled),
        "issuers": (f"{filled['place']}卫生健康局",),
        "issued_date": "2024-08-12",
        "document_number": "临卫发〔2024〕16号",
    }
    return Notice(**(values | fields))
