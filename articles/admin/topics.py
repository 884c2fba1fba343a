"""Tags as the desk types them: parted by commas, whatever else a tag's name holds."""

from __future__ import annotations

from taggit.forms import TagField, TagWidget


class TopicsInput(TagWidget):
    def format_value(self, value):
        if value is not None and not isinstance(value, str):
            value = ", ".join(tag.name for tag in value)
        return value


class TopicsField(TagField):
    """A line of tags. The library's own field takes “town budget” apart at the space where there is no comma."""

    widget = TopicsInput

    def clean(self, value):
        names = (" ".join(name.split()) for name in super(TagField, self).clean(value).split(","))
        return list(dict.fromkeys(name for name in names if name))
