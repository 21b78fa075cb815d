"""The rules of NDIS that drivers are checked against."""
