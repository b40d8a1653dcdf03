"""Image: pictures that are shown in the cell."""

from kehu.base.text import Text
from kehu.engine.fields.attachment import AttachmentType


class ImageType(AttachmentType):
    """Files as in an attachment, each of which must be a picture with a preview."""

    key = "image"
    name = Text("图片", "Image")
    icon = "image"
    hints = ("图片", "照片", "头像", "门头照", "名片", "image", "photo", "picture", "logo")
    pictures_only = True


TYPE = ImageType()
